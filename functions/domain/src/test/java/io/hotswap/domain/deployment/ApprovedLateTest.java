package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Asked.LEAD;
import static io.hotswap.domain.deployment.Asked.ORIGIN;
import static io.hotswap.domain.deployment.Asked.PLATFORM;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.approval.decision.Deciding;
import io.hotswap.domain.deployment.operations.RollbackTarget;
import io.hotswap.domain.deployment.operations.RollingBackPlugin;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// 1.0.0 was asked for first and is approved last: what was deployed last is not what was asked for
/// last.
class ApprovedLateTest {
  private final Asked asked = new Asked(Environment.Production);
  private final InMemoryControlPlane inMemoryControlPlane = asked.controlPlane;
  private final RollingBackPlugin rollback =
      new RollingBackPlugin(inMemoryControlPlane, inMemoryControlPlane.rollingBack);
  private DeploymentId hotfix = InMemoryControlPlane.newId();

  @BeforeEach
  void anotherIsQuicker() {
    hotfix = admit("1.1.0");
    serves(hotfix);
  }

  @Test
  void what_came_last_goes_although_it_was_asked_for_first() {
    approvedAtLast();
    var taken = done(rollBack());
    assertEquals(asked.deployment, taken.id());
    assertEquals(Optional.of("1.1.0"), taken.lastRollback().orElseThrow().toRelease());
  }

  @Test
  void sent_again_it_does_not_take_back_what_was_asked_for_later() {
    approvedAtLast();
    done(rollBack());
    takenBack(asked.deployment);
    var refusal = refused(rollBack());
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refusal.code());
    assertTrue(refusal.detail().contains("1.0.0, which was deployed last"), refusal.detail());
    assertTrue(refusal.detail().contains("{\"fromVersion\": \"1.1.0\"}"), refusal.detail());
    assertEquals(Optional.of("1.1.0"), inMemoryControlPlane.inForce().defaultVersion());
  }

  @Test
  void what_failed_before_it_is_not_what_was_deployed_last() {
    var failed = admit("2.0.0");
    for (var rolloutStep :
        List.of(
            RolloutStep.BeginDeployment, RolloutStep.StageVersion, RolloutStep.WithdrawVersion)) {
      inMemoryControlPlane.step(rolloutStep, failed);
    }
    inMemoryControlPlane.step(RolloutStep.FailDeployment, failed);
    approvedAtLast();
    assertEquals(asked.deployment, done(rollBack()).id());
  }

  @Test
  void what_was_taken_back_before_it_is_not_what_was_deployed_last() {
    var tried = admit("2.0.0");
    serves(tried);
    done(rollBack());
    takenBack(tried);
    approvedAtLast();
    assertEquals(asked.deployment, done(rollBack()).id());
  }

  @Test
  void how_ever_many_were_asked_for_meanwhile() {
    for (int i = 0; i < 150; i++) {
      serves(admit(i % 2 == 0 ? "2.0.0" : "1.1.0"));
    }
    approvedAtLast();
    done(rollBack());
    takenBack(asked.deployment);
    var refusal = refused(rollBack());
    assertTrue(refusal.detail().contains("1.0.0, which was deployed last"), refusal.detail());
  }

  private Result<Deployment> rollBack() {
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    return rollback.rollBack(
        Asked.ADA,
        new RollingBackPlugin.Request(
            UUID.randomUUID(),
            InMemoryControlPlane.MARKDOWN,
            Environment.Production,
            Optional.empty(),
            Optional.empty(),
            RollbackTarget.PREVIOUS),
        ORIGIN);
  }

  private void approvedAtLast() {
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    Asked.done(asked.requesting.request(Asked.ADA, asked.deployment, ORIGIN));
    serves(asked.deployment);
  }

  private DeploymentId admit(String version) {
    inMemoryControlPlane.pass(Duration.ofSeconds(1));
    var id = inMemoryControlPlane.admit(DeploymentSpec.direct("markdown", version, "Production"));
    approved(id);
    return id;
  }

  private void serves(DeploymentId id) {
    approved(id);
    for (var rolloutStep : List.of(RolloutStep.BeginDeployment, RolloutStep.StageVersion)) {
      inMemoryControlPlane.step(rolloutStep, id);
    }
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    inMemoryControlPlane.nodesFollow();
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteDeployment, id));
  }

  private void approved(DeploymentId id) {
    var approval = asked.approvals().of(id).orElseThrow();
    if (approval.open()) {
      for (var approver : List.of(LEAD, PLATFORM)) {
        Asked.done(
            asked.deciding.decide(
                approver, new Deciding.Request(approval.id(), true, Optional.empty()), ORIGIN));
      }
    }
  }

  private void takenBack(DeploymentId id) {
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.CheckReverted, id);
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteRollback, id));
  }
}
