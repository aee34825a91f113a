package io.hotswap.runtime.globals;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfAttached;
import java.net.CookieHandler;
import java.net.CookieManager;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.TimeZone;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

class GlobalStateTest {
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  private final Locale locale = Locale.getDefault();
  private final TimeZone zone = TimeZone.getDefault();
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
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
      var version =
          new InMemoryControlPlane().register("1.0.0", PluginSource.echo(plugin, "1.0.0").jar());
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
                  globals.restoreChanged();
                  CookieHandler.setDefault(new CookieManager());
                  globals.restoreChanged();
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

  @Test
  void a_search_ends_although_what_it_looks_for_happens_again_meanwhile() throws Exception {
    var code = Code.of("again", new CountDownLatch(0));
    var setting = Setting.all().getFirst();
    var found = new AtomicInteger();
    var attribution = new ChangeAttribution((what, causes) -> found.incrementAndGet());
    attribution.add(setting, Set.of(code));
    var run =
        Thread.ofPlatform()
            .daemon()
            .start(() -> attribution.run(() -> attribution.add(setting, Set.of(code))));
    assertTrue(run.join(PATIENCE));
    assertEquals(1, found.get());
  }

  @Test
  void repeated_changes_are_counted_each_time_and_reported_once() throws Exception {
    var log = (Logger) LoggerFactory.getLogger(GlobalState.class);
    Queue<String> lines = new ConcurrentLinkedQueue<>();
    var appender =
        new AppenderBase<ILoggingEvent>() {
          @Override
          protected void append(ILoggingEvent line) {
            lines.add(line.getFormattedMessage());
          }
        };
    appender.start();
    log.addAppender(appender);
    try {
      globals.loaded(Code.of("again", new CountDownLatch(0)));
      for (int i = 1; i <= 3; i++) {
        TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
        globals.restoreChanged();
        var count = " " + i + ".0";
        Eventually.so(
            "it is counted",
            () ->
                counted("again", "default time zone").map(it -> it.endsWith(count)).orElse(false));
      }
    } finally {
      log.detachAppender(appender);
    }
    assertEquals(1, lines.stream().filter(it -> it.contains("default time zone")).count());
  }

  @Test
  void a_change_is_reported_again_a_minute_later_and_another_one_at_once() {
    var now = new AtomicLong(Long.MAX_VALUE - 5);
    var reports = new RecentReports(now::get);
    assertTrue(reports.isNew("locale by p"));
    assertTrue(reports.isNew("locale by q"));
    assertFalse(reports.isNew("locale by p"));
    now.addAndGet(Duration.ofSeconds(59).toNanos());
    assertFalse(reports.isNew("locale by p"));
    now.addAndGet(Duration.ofSeconds(1).toNanos());
    assertTrue(reports.isNew("locale by p"));
    for (int i = 0; i < 10_000; i++) {
      reports.isNew("property " + i);
    }
    assertFalse(reports.isNew("one more"), "not without end");
  }

  private boolean told(String plugin, String what) {
    return counted(plugin, what).isPresent();
  }

  private Optional<String> counted(String plugin, String what) {
    return new String(metrics.text(), StandardCharsets.UTF_8)
        .lines()
        .filter(
            it ->
                it.startsWith("plugin_global_state_changes_total{")
                    && it.contains("plugin=\"" + plugin + "\"")
                    && it.contains("what=\"" + what + "\""))
        .findFirst();
  }
}
