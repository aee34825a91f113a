package io.hotswap.runtime.isolation;

import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.runtime.loading.LoadFailure;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfAttached;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Who has set something for the whole process is told when its classes are gone, too. */
class ChangedSettingsTest {
  private static final String HANDLES =
      "public Reply handle(Call call) { return Reply.text(\"\"); }\n";

  @TempDir Path root;

  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
  }

  @Test
  void a_plugin_that_changes_a_setting_at_its_end_is_named() throws Exception {
    var source = HANDLES + "public void stop() { Locale.setDefault(Locale.CANADA_FRENCH); }";
    try (var ground = new Ground(root, Map.of())) {
      ground.retire(ground.load(PluginSource.of("p", "1.0.0", source).jar()));
      awaitTold(ground, "default locale");
    }
  }

  @Test
  void a_plugin_that_changes_a_setting_in_a_failed_start_is_named() throws Exception {
    var source =
        HANDLES
            + """
            public void start(PluginContext c) {
              TimeZone.setDefault(TimeZone.getTimeZone("Pacific/Apia"));
              throw new IllegalStateException("so");
            }
            """;
    try (var ground = new Ground(root, Map.of())) {
      assertThrows(
          LoadFailure.class, () -> ground.load(PluginSource.of("p", "1.0.0", source).jar()));
      awaitTold(ground, "default time zone");
    }
  }

  private static void awaitTold(Ground ground, String what) throws Exception {
    var summary =
        "plugin_global_state_changes_total{environment=\"Development\",plugin=\"p\",version=\"1.0.0\",what=\""
            + what;
    Eventually.so(() -> what + " in " + ground.scraped(), () -> ground.scraped().contains(summary));
  }
}
