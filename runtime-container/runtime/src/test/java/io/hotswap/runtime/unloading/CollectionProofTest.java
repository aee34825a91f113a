package io.hotswap.runtime.unloading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.leakdetection.LeakCause;
import io.hotswap.runtime.testing.BundledJars;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfAttached;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CollectionProofTest {
  @TempDir Path root;
  private Yard yard;

  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
  }

  @BeforeEach
  void open() {
    yard = new Yard(root, Map.of());
  }

  @AfterEach
  void close() {
    yard.close();
  }

  /** The claim `leaks` has two thousand. */
  @Test
  void nothing_stays_of_fifty_versions_that_bundle_jackson() throws Exception {
    var cycles = new Cycles(yard);
    cycles.run(10);
    var early = cycles.rest();
    cycles.run(40);
    var end = cycles.rest();
    assertEquals(0, end.live());
    assertTrue(end.files() <= early.files(), early + ", then " + end);
  }

  @Test
  void a_clean_plugin_that_bundles_jackson_is_proved_collected_within_two_cycles()
      throws Exception {
    yard.live("jackson", Bundled.jackson(), true);
    var proof =
        assertInstanceOf(UnloadCertificate.Collected.class, yard.awaitCertificate("jackson"));
    assertTrue(proof.outlived() < 2, proof.toString());
    assertFalse(proof.leaked());
    assertTrue(
        metrics()
            .contains(
                "plugin_versions_collected_total{environment=\"Development\",plugin=\"jackson\"}"
                    + " 1.0"));
  }

  @Test
  void what_groovy_leaves_on_classes_is_taken_away_and_told() throws Exception {
    var source =
        "public Reply handle(Call call) { return Reply.text(\"\" + new"
            + " groovy.lang.GroovyShell().evaluate(\"[1, 2, 3].collect { it * 2 }.sum()\")); }";
    var archive =
        PluginSource.of("groovy", "1.0.0", source)
            .withJar("groovy.jar", BundledJars.jar("groovy-4"))
            .zip();
    for (int i = 0; i < 10; i++) {
      yard.live("groovy", archive, true);
    }
    Eventually.within(
        Yard.CYCLES,
        () -> "all are certified: " + yard.certificates,
        () -> yard.certificates.size() >= 10);
    for (var each : yard.certificates) {
      // The platform's caches of method handles may hold it until memory is short.
      assertFalse(
          each instanceof UnloadCertificate.Leaked leaked
              && leaked.trace().cause() instanceof LeakCause.OfClassValue,
          each::toString);
      assertTrue(
          each.cleared().toString().contains("ClassValue org.codehaus.groovy"), each::toString);
    }
  }

  @Test
  void a_leak_that_lets_go_later_is_collected_after_all() throws Exception {
    yard.live("static-listener", Archetype.STATIC_LISTENER.jar(), true);
    assertInstanceOf(UnloadCertificate.Leaked.class, yard.awaitCertificate("static-listener"));
    Archetype.STATIC_LISTENER.undo();
    Eventually.within(
        Yard.CYCLES,
        () -> "collected",
        () -> {
          System.gc();
          return yard.last("static-listener").orElseThrow()
                  instanceof UnloadCertificate.Collected it
              && it.leaked();
        });
    assertTrue(
        metrics()
            .contains(
                "plugin_versions_leaked_total{environment=\"Development\",kind=\"StaticField\",plugin=\"static-listener\",version=\"1.0.0\"}"
                    + " 1.0"));
  }

  @Test
  void a_search_that_is_cut_short_says_so() throws Exception {
    try (var near = new Yard(root, Map.of("HOTSWAP_LEAK_SEARCH_OBJECTS", "1000"))) {
      near.live("static-listener", Archetype.STATIC_LISTENER.jar(), true);
      var leak =
          assertInstanceOf(
              UnloadCertificate.Leaked.class, near.awaitCertificate("static-listener"));
      assertEquals(
          new LeakCause.Unfound("the search ended after 1000 objects"), leak.trace().cause());
    } finally {
      Archetype.STATIC_LISTENER.undo();
    }
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
    var leak = assertInstanceOf(UnloadCertificate.Leaked.class, yard.awaitCertificate("early"));
    assertTrue(leak.trace().cause().sentence().startsWith("Thread \"early\", in test.Main"));
  }

  private String metrics() {
    return new String(yard.metrics.text(), StandardCharsets.UTF_8);
  }
}
