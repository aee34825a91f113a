package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.loading.LoadedVersion;
import io.hotswap.runtime.testing.Eventually;
import java.io.InputStream;
import java.io.PrintStream;
import java.net.Authenticator;
import java.net.CookieHandler;
import java.net.ProxySelector;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.TimeZone;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SharedSwapTest extends SwapContract {
  private static final List<String> SETTINGS =
      List.of(
          "default locale",
          "default time zone",
          "System.out",
          "System.err",
          "System.in",
          "system properties",
          "handler of uncaught exceptions",
          "cookie handler",
          "authenticator",
          "proxy selector",
          "URL handlers",
          // None of which anybody has used before it is set.
          "TLS context",
          "TLS socket factory",
          "host name verifier");

  private final Map<String, String> after = new LinkedHashMap<>();

  /** What any code may set for the whole process. */
  private record Globals(
      Locale locale,
      TimeZone zone,
      PrintStream out,
      PrintStream err,
      InputStream in,
      Properties properties,
      Thread.@Nullable UncaughtExceptionHandler handler,
      @Nullable CookieHandler cookies,
      @Nullable Authenticator authenticator,
      @Nullable ProxySelector proxies) {
    static Globals now() {
      return new Globals(
          Locale.getDefault(),
          TimeZone.getDefault(),
          System.out,
          System.err,
          System.in,
          System.getProperties(),
          Thread.getDefaultUncaughtExceptionHandler(),
          CookieHandler.getDefault(),
          Authenticator.getDefault(),
          ProxySelector.getDefault());
    }
  }

  @Override
  Map<String, String> variables() {
    return Map.of("HOTSWAP_ISOLATION", "shared");
  }

  /** Twice: what can be set once in a JVM's life is not used up by the first who does it. */
  @Override
  void last(LoadedVersion serving) throws Exception {
    var before = Globals.now();
    for (int round = 1; round <= 2; round++) {
      for (var setting : SETTINGS) {
        var summary = told(setting, round);
        ground.call(serving, "acme", "set", setting.getBytes());
        Eventually.so(
            () -> setting + " is told: " + summary, () -> ground.scraped().contains(summary));
        after.put(setting + " " + round, before.equals(Globals.now()) ? "as before" : "changed");
      }
    }
  }

  private static String told(String setting, int times) {
    return "plugin_global_state_changes_total{environment=\"Development\",plugin=\"p\",version=\"1.0.0\",what=\"%s\"} %d.0"
        .formatted(setting, times);
  }

  @Test
  void what_one_sets_for_the_whole_process_is_told_with_its_name_and_put_back() {
    assertEquals(2 * SETTINGS.size(), after.size());
    assertEquals(
        List.of("as before"), after.values().stream().distinct().toList(), after::toString);
  }

  @Test
  void properties_are_told_too_once_each() {
    assertTrue(
        ground.scraped().contains(told("system property", 1).replace("} 1.0", "} ")),
        ground.scraped());
    assertNull(System.getProperty("swap.version"));
  }
}
