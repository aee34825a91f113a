package io.hotswap.domain.deployment.rollout;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.routing.TenantRouting;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// All nodes say that they route by the new document; their figures say what they do.
class StaleRouteCallsTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();
  private DeploymentId id;

  @BeforeEach
  void replaces() {
    var first = switched("1.0.0");
    assertEquals(StepOutcome.Served, inMemoryControlPlane.step(RolloutStep.CheckSwitched, first));
    inMemoryControlPlane.step(RolloutStep.CompleteDeployment, first);
    id = switched("1.1.0");
  }

  private DeploymentId switched(String version) {
    var deployment = inMemoryControlPlane.admit(version);
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, deployment);
    inMemoryControlPlane.step(RolloutStep.StageVersion, deployment);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, deployment);
    inMemoryControlPlane.nodesFollow();
    return deployment;
  }

  /// @param from when the ten seconds began in which the calls ended
  private void calls(String node, String incarnation, String version, Instant from, long micros) {
    var minute = from.truncatedTo(ChronoUnit.MINUTES);
    int second = (int) Duration.between(minute, from).toSeconds();
    inMemoryControlPlane.observed.record(
        new MinuteStats(
            Environment.Development,
            InMemoryControlPlane.MARKDOWN,
            version,
            node,
            incarnation,
            minute,
            List.of(new Slice(second, 7, 0)),
            new LatencyHistogram(new TreeMap<>(Map.of(micros, 7L))),
            Optional.empty()));
  }

  private StepOutcome check() {
    return inMemoryControlPlane.step(RolloutStep.CheckSwitched, id);
  }

  @Test
  void a_node_that_goes_on_serving_the_old_is_waited_for_and_then_named() {
    calls("n2", "n2-1", "1.0.0", inMemoryControlPlane.now.plusSeconds(10), 5_000);
    inMemoryControlPlane.pass(Duration.ofSeconds(20));
    assertEquals(StepOutcome.Waiting, check());
    assertEquals(DeploymentStatus.InProgress, inMemoryControlPlane.get(id).progress().status());
    inMemoryControlPlane.pass(Duration.ofSeconds(60));
    assertEquals(StepOutcome.Broken, check());
    var summary = inMemoryControlPlane.get(id).timeline().getLast().detail();
    assertTrue(
        summary.contains("n2 acknowledged") && summary.contains("7 calls with 1.0.0"), summary);
  }

  @Test
  void calls_that_began_before_are_no_evidence() {
    calls("n2", "n2-1", "1.0.0", inMemoryControlPlane.now, 5_000);
    calls("n1", "n1-1", "1.0.0", inMemoryControlPlane.now.plusSeconds(20), 25_000_000);
    assertEquals(StepOutcome.Served, check());
  }

  @Test
  void another_process_another_version_and_the_new_one_are_no_evidence() {
    calls("n2", "n2-0", "1.0.0", inMemoryControlPlane.now.plusSeconds(10), 5_000);
    calls("n2", "n2-1", "0.9.0", inMemoryControlPlane.now.plusSeconds(10), 5_000);
    calls("n2", "n2-1", "1.1.0", inMemoryControlPlane.now.plusSeconds(10), 5_000);
    assertEquals(StepOutcome.Served, check());
  }

  @Test
  void tenants_that_stay_pinned_to_the_old_are_no_evidence() {
    var before = inMemoryControlPlane.inForce().versions().get("1.0.0");
    var pinned = new TenantRouting(true, true, Optional.ofNullable(before), Optional.empty(), 0);
    inMemoryControlPlane.pin("acme", pinned);
    calls("n2", "n2-1", "1.0.0", inMemoryControlPlane.now.plusSeconds(10), 5_000);
    assertEquals(StepOutcome.Served, check());
  }

  @Test
  void what_a_node_says_again_later_counts() {
    calls("n2", "n2-1", "1.0.0", inMemoryControlPlane.now.plusSeconds(10), 5_000);
    inMemoryControlPlane.pass(Duration.ofSeconds(30));
    assertEquals(StepOutcome.Waiting, check());
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Served, check());
  }
}
