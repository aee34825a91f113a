package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A node that would not look at its plugins' health for an hour, unless it is asked to. */
class HealthOnDemandTest {
  private static final String COUNTS_EXAMINATIONS =
      """
      private final java.util.concurrent.atomic.AtomicInteger asked =
          new java.util.concurrent.atomic.AtomicInteger();
      public Health health() { asked.incrementAndGet(); return Health.ok(); }
      public Reply handle(Call call) { return Reply.text("" + asked.get()); }
      """;
  private static final Instant ASKED = Instant.parse("2026-11-24T10:00:00Z");

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    issuer = new Issuer();
    node =
        new NodeUnderTest(
            directory, controlPlane, issuer, Map.of("HOTSWAP_HEALTH_MILLIS", "3600000"));
    node.awaitReady();
    for (var plugin : new String[] {"one", "two"}) {
      controlPlane.publish(
          Documents.serving(
              plugin,
              1,
              controlPlane.register(
                  "1.0.0", PluginSource.of(plugin, "1.0.0", COUNTS_EXAMINATIONS).jar())));
      controlPlane.awaitAck(plugin, 1);
    }
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_plugin_is_examined_once_for_every_ask_and_no_other_with_it() throws Exception {
    assertEquals("1", examinations("one"), "when it was loaded");
    controlPlane.askForHealth("one", ASKED);
    awaitExaminations("one", "2");
    // The same ask seen again, because something else moved the counter.
    controlPlane.askForHealth("two", ASKED);
    awaitExaminations("two", "2");
    assertEquals("2", examinations("one"));
    controlPlane.askForHealth("one", ASKED.plusMillis(1));
    awaitExaminations("one", "3");
    awaitReports("one", 3);
    awaitReports("two", 2);
  }

  @Test
  void versions_that_serve_nobody_are_examined_too() throws Exception {
    var serving = controlPlane.register("1.0.0", PluginSource.echo("three", "1.0.0").jar());
    var sick =
        "private int asked; public Health health() {"
            + " return asked++ == 0 ? Health.ok() : Health.unhealthy(\"tired\"); }\n"
            + "public Reply handle(Call call) { return Reply.text(\"\"); }";
    var staged = controlPlane.register("2.0.0", PluginSource.of("three", "2.0.0", sick).jar());
    controlPlane.publish(Documents.staging("three", 1, Optional.of(serving), staged));
    controlPlane.awaitAck("three", 1);
    controlPlane.askForHealth("three", ASKED);
    Eventually.so(
        "found unhealthy",
        () -> node.get("/metrics").body().contains("plugin=\"three\",version=\"2.0.0\"} 0.0"));
  }

  @Test
  void asks_for_what_is_not_here_do_no_harm() throws Exception {
    controlPlane.askForHealth("elsewhere", ASKED);
    controlPlane.askForHealth("one", ASKED);
    awaitExaminations("one", "2");
  }

  private void awaitExaminations(String plugin, String times) throws Exception {
    Eventually.so(plugin + " is examined", () -> examinations(plugin).equals(times));
  }

  /** Of a version that was healthy whenever it was asked. */
  private void awaitReports(String plugin, long times) throws Exception {
    Eventually.so(
        () -> times + " reports of " + plugin + ": " + controlPlane.reports.health,
        () ->
            controlPlane.reports.health.stream()
                    .filter(it -> it.pluginId().equals(PluginId.of(plugin)) && it.healthy())
                    .count()
                == times);
  }

  private String examinations(String plugin) throws Exception {
    return node.invoke(plugin, "run", "").body();
  }
}
