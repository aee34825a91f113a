package io.hotswap.domain.deployment;

import static io.hotswap.domain.telemetry.Anomaly.Kind.ErrorRate;
import static io.hotswap.domain.telemetry.Anomaly.Kind.Unhealthy;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.health.AnomalyResponse.Alerted;
import io.hotswap.domain.health.AnomalyResponse.NotConfirmed;
import io.hotswap.domain.health.AnomalyResponse.RolledBack;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// What needs neither a hundred calls nor five minutes.
class FastRollbackTest {
  private static final List<String> NODES = List.of("n1", "n2", "n3");

  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane inMemoryControlPlane = watch.controlPlane;

  private DeploymentId replaced() {
    inMemoryControlPlane.deploy("1.0.0");
    watch.called(new Node("1.0.0", 50, 0, 1000), Duration.ofHours(1));
    inMemoryControlPlane.pass(Duration.ofHours(1));
    return inMemoryControlPlane.deploy("1.1.0");
  }

  private void failsEveryCall() {
    inMemoryControlPlane.pass(Duration.ofSeconds(10));
    watch.called(new Node("1.1.0", 50, 50, 1000), Duration.ofSeconds(10));
  }

  @Test
  void three_failed_checks_suffice_of_a_version_that_nobody_calls() {
    var id = replaced();
    inMemoryControlPlane.pass(Duration.ofMinutes(2));
    NODES.forEach(it -> watch.checked(it, "1.1.0", 3));
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", Unhealthy));
    watch.goesBack(id);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(0, watch.alerts.size());
  }

  @Test
  void three_failed_checks_suffice_of_a_canary_with_few_calls() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    var id = canary();
    watch.called(new Node("1.1.0", 1, 0, 1000), Duration.ofSeconds(30));
    NODES.forEach(it -> watch.checked(it, "1.1.0", 3));
    assertInstanceOf(RolledBack.class, watch.hears("n2", "1.1.0", Unhealthy));
    watch.goesBack(id);
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
  }

  @Test
  void what_fails_every_call_is_told_after_twenty_seconds_and_taken_back_after_thirty() {
    var id = replaced();
    failsEveryCall();
    assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", ErrorRate));
    failsEveryCall();
    assertInstanceOf(Alerted.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertInstanceOf(Alerted.class, watch.hears("n2", "1.1.0", ErrorRate));
    assertEquals(1, watch.alerts.size());
    assertTrue(watch.alerts.values().iterator().next().subject().contains("is degraded"));
    failsEveryCall();
    var reaction = assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertTrue(reaction.why().contains("100.0 % of 150 calls failed"), reaction.why());
    watch.goesBack(id);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  /// Its calls fail on any version, and by chance it is moved first.
  @Test
  void a_canary_is_not_blamed_for_a_tenant_whose_calls_always_fail() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    var id = canary();
    sampled(50);
    for (int i = 0; i < 6; i++) {
      failsEveryCall();
      assertInstanceOf(NotConfirmed.class, watch.hears("n1", "1.1.0", ErrorRate));
    }
    assertEquals(0, watch.alerts.size());
    sampled(0);
    assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", ErrorRate));
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
  }

  /// @param before how many of 50 calls of the previous version failed
  private void sampled(long before) {
    var window = inMemoryControlPlane.inForce().supervision().analysis().orElseThrow().window();
    inMemoryControlPlane.observed.samples.clear();
    inMemoryControlPlane.observed.record(
        new TenantSample(
            Environment.Development,
            InMemoryControlPlane.MARKDOWN,
            window,
            "n1",
            "n1-1",
            inMemoryControlPlane.now,
            Map.of("1.1.0", Map.of("acme", new TenantStats(50, 50, 0, Map.of()))),
            Map.of("acme", new TenantStats(50, before, 0, Map.of()))));
  }

  private DeploymentId canary() {
    var id = inMemoryControlPlane.admit(Wishes.canary(OnInconclusive.Fail, true, 50, 100));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    inMemoryControlPlane.nodesFollow();
    return id;
  }
}
