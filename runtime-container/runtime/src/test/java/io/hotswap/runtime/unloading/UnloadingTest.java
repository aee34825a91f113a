package io.hotswap.runtime.unloading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnloadingTest {
  @TempDir Path root;
  private Yard yard;

  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
  }

  @BeforeEach
  void open() {
    yard = new Yard(root);
  }

  @AfterEach
  void close() {
    yard.close();
  }

  @ParameterizedTest
  @EnumSource
  void each_way_to_leak_is_found_and_named(Archetype archetype) throws Exception {
    yard.live(archetype.plugin(), archetype.jar(), !archetype.leaksInACall());
    try {
      var certificate = yard.awaitCertificate(archetype.plugin());
      if (archetype.isCleared()) {
        assertInstanceOf(Certificate.Collected.class, certificate);
        assertEquals(List.of(archetype.words), certificate.cleared());
      } else {
        var trace = assertInstanceOf(Certificate.Leaked.class, certificate).trace();
        assertEquals(archetype.kind, trace.culprit().kind(), trace.toString());
        assertTrue(trace.culprit().sentence().contains(archetype.words), trace.toString());
      }
    } finally {
      archetype.undo();
    }
  }

  @Test
  void a_clean_plugin_that_bundles_jackson_is_proved_collected_within_two_cycles()
      throws Exception {
    yard.live("jackson", Bundled.jackson(), true);
    var proof = assertInstanceOf(Certificate.Collected.class, yard.awaitCertificate("jackson"));
    assertTrue(proof.outlived() < 2, proof.toString());
    assertFalse(proof.leaked());
    assertTrue(
        metrics()
            .contains(
                "plugin_versions_collected_total{environment=\"Development\",plugin=\"jackson\"}"
                    + " 1.0"));
  }

  @Test
  void a_leak_that_lets_go_later_is_collected_after_all() throws Exception {
    yard.live("static-listener", Archetype.STATIC_LISTENER.jar(), true);
    assertInstanceOf(Certificate.Leaked.class, yard.awaitCertificate("static-listener"));
    Archetype.STATIC_LISTENER.undo();
    Eventually.so(
        "collected",
        () -> {
          System.gc();
          return yard.last("static-listener").orElseThrow() instanceof Certificate.Collected it
              && it.leaked();
        });
    assertTrue(
        metrics()
            .contains(
                "plugin_versions_leaked_total{environment=\"Development\",kind=\"StaticField\",plugin=\"static-listener\",version=\"1.0.0\"}"
                    + " 1.0"));
  }

  @Test
  void a_version_that_fails_to_start_is_watched_too() throws Exception {
    var source =
        "public void start(PluginContext c) { Thread.ofPlatform().daemon().name(\"early\").start(()"
            + " -> { while (true) { try { Thread.sleep(60_000); } catch (InterruptedException e) {"
            + " Thread.interrupted(); } } }); throw new IllegalStateException(\"no licence\"); }\n"
            + "public Reply handle(Call call) { return Reply.text(\"ok\"); }";
    assertTrue(
        yard.fails("early", PluginSource.of("early", "1.0.0", source).jar())
            .contains("no licence"));
    var leak = assertInstanceOf(Certificate.Leaked.class, yard.awaitCertificate("early"));
    assertTrue(leak.trace().culprit().sentence().startsWith("Thread \"early\", in test.Main"));
  }

  private String metrics() {
    return new String(yard.metrics.text(), StandardCharsets.UTF_8);
  }
}
