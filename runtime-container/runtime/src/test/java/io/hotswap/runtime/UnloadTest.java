package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.LeakKind;
import io.hotswap.domain.telemetry.UnloadReport;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import io.hotswap.runtime.testing.SelfAttached;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a control plane hears of versions that a node has unloaded. */
class UnloadTest {
  private static final String HANDLES =
      "public Reply handle(Call call) { if (call.body().length > 0) throw new"
          + " IllegalStateException(\"told so\"); return Reply.text(\"ok\"); }\n";
  private static final String POLLS =
      "public void start(PluginContext c) { Thread.ofPlatform().daemon().name(\"poller\").start(()"
          + " -> { while (true) { try { Thread.sleep(60_000); } catch (InterruptedException e) {"
          + " Thread.interrupted(); } } }); }";

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeAll
  static void attach() throws Exception {
    SelfAttached.agent();
  }

  @BeforeEach
  void prepare() throws Exception {
    issuer = new Issuer();
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void a_version_that_was_called_failed_and_was_replaced_is_proved_collected() throws Exception {
    serveAndReplace("clean", HANDLES);
    var told = awaitReport();
    assertEquals(Optional.empty(), told.leak());
    assertEquals("1.0.0", told.version());
    assertTrue(node.get("/metrics").body().contains("plugin_versions_collected_total"));
  }

  @Test
  void a_version_that_leaks_is_told_with_what_holds_it() throws Exception {
    serveAndReplace("polling", HANDLES + POLLS);
    var leak = awaitReport().leak().orElseThrow();
    assertEquals(LeakKind.Thread, leak.kind());
    assertEquals(1, leak.copies());
  }

  private void serveAndReplace(String plugin, String members) throws Exception {
    var old = controlPlane.register("1.0.0", PluginSource.of(plugin, "1.0.0", members).jar());
    controlPlane.publish(Documents.serving(plugin, 1, old));
    node = new NodeUnderTest(directory, controlPlane, issuer);
    node.awaitReady();
    assertEquals(200, node.invoke(plugin, "run", "").statusCode());
    assertEquals(502, node.invoke(plugin, "run", "fail").statusCode());
    controlPlane.publish(
        Documents.serving(
            plugin, 2, controlPlane.register("2.0.0", PluginSource.echo(plugin, "2.0.0").jar())));
    controlPlane.awaitAck(plugin, 2);
  }

  private UnloadReport awaitReport() throws Exception {
    Eventually.within(
        Duration.ofMinutes(2), () -> "told", () -> !controlPlane.reports.unloads.isEmpty());
    return controlPlane.reports.unloads.getFirst();
  }
}
