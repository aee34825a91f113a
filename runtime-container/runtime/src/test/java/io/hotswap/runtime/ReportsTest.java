package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDraft;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a control plane hears of calls and health. */
class ReportsTest {
  /** Does what the body says. */
  private static final String OBEYS =
      "private static volatile boolean sick; private Metrics metrics;\n"
          + "public void start(PluginContext c) { metrics = c.metrics(); metrics.count(\"starts\");"
          + " }\n"
          + "public Health health() { return sick ? Health.unhealthy(\"told so\") : Health.ok();"
          + " }\n"
          + "public Reply handle(Call call) throws Exception { String wish = new"
          + " String(call.body()); switch (wish) { case \"fail\" -> throw new"
          + " IllegalStateException(\"told so\"); case \"reject\" -> throw new CallRejected(\"told"
          + " so\"); case \"hang\" -> Thread.sleep(60_000); case \"sick\" -> sick = true; case"
          + " \"well\" -> sick = false; case \"aside\" -> { Thread other = new Thread(() ->"
          + " metrics.record(\"fee\", 1000)); other.start(); other.join(); } default ->"
          + " metrics.record(\"fee\", 2.5); } return Reply.text(wish); }";

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;
  private RoutingDocument document;

  @BeforeEach
  void serve() throws Exception {
    issuer = new Issuer();
    document =
        Documents.serving(
            "obeys",
            1,
            controlPlane.register("1.0.0", PluginSource.of("obeys", "1.0.0", OBEYS).jar()));
    controlPlane.publish(document);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  @Test
  void failures_and_timeouts_are_the_plugins_and_rejections_are_not() throws Exception {
    start(Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "200"));
    assertEquals(200, call("acme", "pay"));
    assertEquals(502, call("acme", "fail"));
    assertEquals(422, call("acme", "reject"));
    assertEquals(504, call("umbrella", "hang"));
    Eventually.so(
        () -> "4 calls: " + controlPlane.reports.minutes, () -> told(it -> it.calls()) == 4);
    assertEquals(2, told(it -> it.failures()));
    assertTrue(
        controlPlane.reports.minutes.stream()
            .anyMatch(it -> it.latencies().callsByMicros().lastKey() >= 200_000));
    Eventually.so(
        () -> "tenants: " + controlPlane.reports.tenants,
        () ->
            controlPlane.reports.tenants.stream()
                .flatMap(it -> it.tenants().stream())
                .collect(Collectors.toSet())
                .equals(Set.of("acme", "umbrella")));
  }

  @Test
  void business_figures_count_for_the_tenant_whose_call_records_them_and_else_for_nobody()
      throws Exception {
    start(Map.of());
    call("acme", "pay");
    controlPlane.publish(analysing("w1"));
    controlPlane.awaitAck("obeys", 2);
    Eventually.so("the window is seen", () -> !controlPlane.reports.samples.isEmpty());
    call("acme", "pay");
    call("acme", "pay");
    call("umbrella", "pay");
    call("umbrella", "fail");
    call("umbrella", "aside");
    Eventually.so(
        () -> "5 calls: " + controlPlane.reports.samples,
        () -> sampled().values().stream().mapToLong(TenantStats::calls).sum() == 5);
    var acme = sampled().get("acme");
    var umbrella = sampled().get("umbrella");
    assertEquals(Map.of("fee", 5.0), acme.recorded());
    assertEquals(Map.of("fee", 2.5), umbrella.recorded());
    assertEquals(1, umbrella.failures());
    assertTrue(acme.logMicros() > 0);
    assertEquals(1, controlPlane.reports.samples.getLast().before().get("acme").calls());
  }

  @Test
  void the_last_figures_are_told_when_a_node_stops() throws Exception {
    start(Map.of("HOTSWAP_REPORTING_MILLIS", "30000"));
    call("acme", "pay");
    assertEquals(0, told(it -> it.calls()));
    node.stop();
    assertEquals(1, told(it -> it.calls()));
  }

  @Test
  void a_version_is_reported_as_soon_as_it_is_loaded_and_when_it_falls_sick_and_recovers()
      throws Exception {
    start(Map.of());
    Eventually.so("reported", () -> !controlPlane.reports.health.isEmpty());
    assertEquals("1.0.0", controlPlane.reports.health.getFirst().version());
    assertTrue(controlPlane.reports.health.getFirst().healthy());
    call("acme", "sick");
    Eventually.so("suspected", () -> !controlPlane.reports.anomalies.isEmpty());
    assertEquals(Kind.Unhealthy, controlPlane.reports.anomalies.getFirst().kind());
    assertEquals(
        List.of(1, 2, 3),
        controlPlane.reports.health.stream()
            .filter(it -> !it.healthy())
            .limit(3)
            .map(HealthReport::failures)
            .toList());
    call("acme", "well");
    Eventually.so(
        "recovered", () -> controlPlane.reports.anomalies.getLast().kind() == Kind.Recovered);
    Eventually.so("reported", () -> controlPlane.reports.health.getLast().healthy());
  }

  @Test
  void calls_are_answered_and_counted_while_the_control_plane_is_away() throws Exception {
    start(Map.of());
    controlPlane.away = true;
    assertEquals(200, call("acme", "pay"));
    assertEquals(200, call("acme", "pay"));
    Eventually.so(
        "tried", () -> node.get("/metrics").body().contains("reachable{exchange=\"minutes\"} 0.0"));
    assertEquals(0, told(it -> it.calls()));
    controlPlane.away = false;
    Eventually.so("told", () -> told(it -> it.calls()) == 2);
  }

  private void start(Map<String, String> more) throws Exception {
    node = new NodeUnderTest(directory, controlPlane, issuer, more);
    node.awaitReady();
  }

  private int call(String tenant, String wish) throws Exception {
    var headers = Map.of("Authorization", "Bearer " + issuer.token(tenant));
    return node.invoke("obeys", "run", wish, headers).statusCode();
  }

  private RoutingDocument analysing(String window) {
    var analysis = Optional.of(new Analysis(window, "1.0.0"));
    return new RoutingDraft(document)
        .withSupervision(
            it ->
                new HealthSupervision(
                    Optional.empty(), analysis, Optional.empty(), List.of(), Set.of()))
        .build("deployment-2", Instant.EPOCH, Documents.TRACEPARENT);
  }

  /** Of the newest word on each minute. */
  private long told(ToLongFunction<MinuteStats.Slice> what) {
    Map<Instant, MinuteStats> newest = new HashMap<>();
    controlPlane.reports.minutes.forEach(it -> newest.put(it.minute(), it));
    return newest.values().stream().flatMap(it -> it.slices().stream()).mapToLong(what).sum();
  }

  private Map<String, TenantStats> sampled() {
    return Optional.of(controlPlane.reports.samples.getLast())
        .map(TenantSample::versions)
        .map(it -> it.getOrDefault("1.0.0", Map.of()))
        .orElseThrow();
  }
}
