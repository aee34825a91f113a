package io.hotswap.domain.deployment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.trust.BlockedBinary;
import io.hotswap.domain.trust.BlockingBinaries;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/// Malware is found in the version before while a deployment is under way, and the deployment goes
/// back.
class InfectedPredecessorTest {
  private static final Origin SYSTEM = Origin.system("reconciliation", "r1", "");

  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane plane = watch.controlPlane;

  InfectedPredecessorTest() {
    plane.registeredAnew.put("2.0.0", Digest.over("2.0.0"));
  }

  @Test
  void a_deployment_that_fails_after_its_switch_brings_back_what_is_clean() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    var id = switched("2.0.0");
    infected("1.1.0");
    fails(id);
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
    assertEquals(DeploymentStatus.Failed, plane.get(id).progress().status());
    assertEquals(Optional.of(DeploymentOutcome.FailedClean), plane.get(id).outcome());
    assertTrue(
        plane.get(id).timeline().stream()
            .anyMatch(
                it ->
                    it.detail()
                        .equals("Malware was found in 1.1.0: 1.0.0 is brought back instead")));
  }

  @Test
  void where_nothing_clean_served_before_nothing_is_brought_back() {
    plane.deploy("1.1.0");
    var id = switched("2.0.0");
    infected("1.1.0");
    fails(id);
    assertEquals(Optional.empty(), plane.inForce().defaultVersion());
    assertEquals(Set.of(), plane.inForce().loaded());
    assertEquals(Optional.of(DeploymentOutcome.FailedClean), plane.get(id).outcome());
  }

  @Test
  void what_is_found_between_a_rollback_and_its_first_step_is_not_brought_back() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    var id = plane.deploy("2.0.0");
    InMemoryControlPlane.done(plane.postRollback(id));
    infected("1.1.0");
    watch.goesBack(id);
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
    assertEquals(Optional.of("1.0.0"), plane.get(id).lastRollback().orElseThrow().toRelease());
  }

  @Test
  void a_deployment_whose_executions_died_after_its_switch_brings_back_what_is_clean() {
    plane.deploy("1.0.0");
    plane.deploy("1.1.0");
    var id = switched("2.0.0");
    infected("1.1.0");
    plane.engineSays = Optional.of(Executions.State.Over);
    for (int i = 0; i <= 60 && !plane.get(id).closed(); i++) {
      plane.pass(Duration.ofMinutes(10));
      plane.reconciling.reconcile(SYSTEM);
    }
    assertEquals(DeploymentPhase.Abandoned, plane.get(id).progress().phase());
    assertEquals(Optional.of("1.0.0"), plane.inForce().defaultVersion());
  }

  private DeploymentId switched(String version) {
    var id = plane.admit(DeploymentSpec.direct("markdown", version, "Development"));
    for (var step :
        List.of(RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.SwitchTraffic)) {
      plane.step(step, id);
      plane.nodesFollow();
    }
    assertEquals(Optional.of(version), plane.inForce().defaultVersion());
    return id;
  }

  private void fails(DeploymentId id) {
    plane.step(RolloutStep.FailDeployment, id);
    plane.nodesFollow();
    plane.step(RolloutStep.FailDeployment, id);
  }

  private void infected(String version) {
    var digest = plane.find(InMemoryControlPlane.MARKDOWN, version).orElseThrow().digest();
    new BlockingBinaries(plane.trust, plane)
        .block(new BlockedBinary(digest, "markdown", version, "Eicar in a.jar", plane.now), SYSTEM);
  }
}
