package io.hotswap.runtime.globals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfAttached;
import io.hotswap.runtime.testing.World;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.TimeZone;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class GlobalStateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final NodeMetrics metrics = new NodeMetrics(World.ENVIRONMENT);
  private final GlobalState globals = new GlobalState(metrics);

  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
  }

  @BeforeEach
  void start() {
    globals.start();
  }

  @AfterEach
  void close() {
    globals.close();
    Locale.setDefault(locale);
    TimeZone.setDefault(zone);
    CookieHandler.setDefault(null);
  }

  /** So many classes that to read them takes as long as the test wants. */
  private record Code(
      PluginRef ref, ClassLoader loader, CountDownLatch reading, AtomicInteger readings)
      implements SuspectCode {
    static Code of(String plugin, CountDownLatch reading) {
      var version = new World().register("1.0.0", PluginSource.echo(plugin, "1.0.0").jar());
      return new Code(
          PluginRef.of(Documents.serving(plugin, 1, version), version),
          new ClassLoader(null) {},
          reading,
          new AtomicInteger());
    }

    @Override
    public boolean mentions(String type, String method) {
      readings.incrementAndGet();
      try {
        reading.await();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
      }
      return true;
    }
  }

  @Test
  void nobody_waits_while_classes_are_read() throws Exception {
    var reading = new CountDownLatch(1);
    var large = Code.of("large", reading);
    globals.loaded(large);
    Locale.setDefault(Locale.forLanguageTag("th-TH-u-nu-thai"));
    Eventually.so("its classes are read", () -> large.readings().get() > 0);
    assertEquals(locale, Locale.getDefault(), "put back first");
    var other =
        Thread.ofPlatform()
            .daemon()
            .start(
                () -> {
                  var small = Code.of("small", new CountDownLatch(0));
                  globals.loaded(small);
                  TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
                  globals.look();
                  CookieHandler.setDefault(new CookieManager());
                  globals.look();
                  globals.unloaded(small);
                });
    assertTrue(other.join(PATIENCE), "another comes and goes");
    assertEquals(zone, TimeZone.getDefault());
    assertEquals(null, CookieHandler.getDefault());
    reading.countDown();
    for (var what : new String[] {"default locale", "default time zone", "cookie handler"}) {
      Eventually.so(what + " is told", () -> told("large", what));
    }
    assertTrue(told("small", "default time zone"), "although it is gone by now");
    assertFalse(told("small", "default locale"), "it was not there");
  }

  private boolean told(String plugin, String what) {
    return new String(metrics.text(), StandardCharsets.UTF_8)
        .lines()
        .anyMatch(
            it ->
                it.startsWith("plugin_global_state_changes_total{")
                    && it.contains("plugin=\"" + plugin + "\"")
                    && it.contains("what=\"" + what + "\""));
  }
}
