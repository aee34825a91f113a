package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Calls that compute without end, whether interrupted or not. */
class QuarantineTest {
  // Until a file is there, or half a minute is over.
  private static final String SPINS =
      """
      public Reply handle(Call call) {
        if (call.operation().equals("other")) { return Reply.text("spinner"); }
        var end = java.nio.file.Path.of(new String(call.body()));
        long last = System.nanoTime() + 30_000_000_000L;
        while (System.nanoTime() < last && !java.nio.file.Files.exists(end)) { }
        return Reply.text("spun");
      }
      """;
  private static final int SPINNERS = 10;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Path end;
  private Issuer issuer;
  private NodeUnderTest node;

  @BeforeEach
  void start() throws Exception {
    end = directory.resolve("end");
    issuer = new Issuer();
    node =
        new NodeUnderTest(
            directory,
            controlPlane,
            issuer,
            Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "700", "HOTSWAP_UNSTOPPABLE_MILLIS", "200"));
    node.awaitReady();
    controlPlane.publish(
        Documents.serving(
            "spinner",
            1,
            controlPlane.register("1.0.0", PluginSource.of("spinner", "1.0.0", SPINS).jar())));
    controlPlane.publish(
        Documents.serving(
            "echo", 1, controlPlane.register("1.0.0", PluginSource.echo("echo", "1.0.0").jar())));
    controlPlane.awaitAck("spinner", 1);
    controlPlane.awaitAck("echo", 1);
  }

  @AfterEach
  void stop() throws Exception {
    if (Files.notExists(end)) {
      Files.createFile(end);
    }
    node.close();
    issuer.close();
  }

  @Test
  void a_version_with_calls_that_cannot_be_stopped_takes_no_more_until_they_have_ended()
      throws Exception {
    var spinning = spin(1).getFirst();
    assertEquals(504, spinning.get().statusCode());
    awaitQuarantine(1);
    var refused = node.invoke("spinner", "other", "");
    assertEquals(503, refused.statusCode());
    assertEquals("5", refused.headers().firstValue("Retry-After").orElseThrow());
    assertTrue(
        refused.body().contains("spinner/1.0.0 takes no calls on this node now"), refused::body);
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
    assertEquals(200, node.get("/health/ready").statusCode());

    Files.createFile(end);
    Eventually.so("it is let out", () -> node.invoke("spinner", "other", "").statusCode() == 200);
    awaitQuarantine(0);
  }

  @Test
  void it_is_unhealthy_meanwhile_and_suspected_when_it_lasts() throws Exception {
    spin(1);
    Eventually.so(
        () -> "suspected: " + controlPlane.reports.anomalies,
        () -> controlPlane.reports.anomalies.toString().contains("cannot be stopped: {run=1}"));
    Files.createFile(end);
    Eventually.so(
        "recovered", () -> controlPlane.reports.anomalies.toString().contains("Recovered"));
  }

  @Test
  void ten_that_spin_at_once_keep_no_other_plugin_from_working() throws Exception {
    var spinning = spin(SPINNERS);
    int calls = 0;
    while (calls < 20 || !spinning.stream().allMatch(CompletableFuture::isDone)) {
      assertEquals("1.0.0", node.invoke("echo", "run", "").body());
      assertEquals(200, node.get("/health/live").statusCode());
      calls++;
    }
    int spun = 0;
    for (var each : spinning) {
      int status = each.get().statusCode();
      // On a slow machine the last ones begin when the first has brought the quarantine.
      assertTrue(status == 504 || status == 503, () -> "answered " + status);
      spun += status == 504 ? 1 : 0;
    }
    assertTrue(spun > 1, "one spinner does not show what several do");
    awaitQuarantine(1);
    var counted =
        "plugin_unstoppable_calls_total{environment=\"Development\",plugin=\"spinner\",version=\"1.0.0\"}"
            + " "
            + (double) spun;
    Eventually.so("each is counted", () -> metrics().contains(counted));
    assertEquals("1.0.0", node.invoke("echo", "run", "").body());
  }

  @Test
  void a_version_in_quarantine_is_replaced_like_any_other() throws Exception {
    spin(1);
    awaitQuarantine(1);
    controlPlane.publish(
        Documents.serving(
            "spinner",
            2,
            controlPlane.register("1.0.1", PluginSource.echo("spinner", "1.0.1").jar())));
    controlPlane.awaitAck("spinner", 2);
    assertEquals("1.0.1", node.invoke("spinner", "run", "").body());
    Eventually.so(
        "it is unloaded all the same", () -> !metrics().contains("plugin_versions_quarantined{"));
    assertTrue(
        metrics()
            .contains(
                "plugin_unstoppable_calls_total{environment=\"Development\",plugin=\"spinner\",version=\"1.0.0\"}"
                    + " 1.0"),
        this::metrics);
  }

  private List<CompletableFuture<HttpResponse<String>>> spin(int calls) {
    List<CompletableFuture<HttpResponse<String>>> spinning = new ArrayList<>();
    for (int call = 0; call < calls; call++) {
      spinning.add(node.invoking("spinner", "run", end.toString()));
    }
    return spinning;
  }

  private void awaitQuarantine(int expected) throws Exception {
    Eventually.so(
        () -> "quarantine " + expected + " in " + metrics(),
        () ->
            metrics()
                .contains(
                    "plugin_versions_quarantined{environment=\"Development\",plugin=\"spinner\",version=\"1.0.0\"}"
                        + " "
                        + expected));
  }

  private String metrics() {
    try {
      return node.get("/metrics").body();
    } catch (Exception e) {
      throw new AssertionError(e);
    }
  }
}
