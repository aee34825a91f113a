package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.DEVELOPER;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.notification.Message;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// How a deployment ended, as a person would say it.
class DeploymentOutcomeTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @BeforeEach
  void somethingServes() {
    inMemoryControlPlane.deploy("1.0.0");
  }

  @Test
  void a_success_that_somebody_took_back_is_rolled_back_by_them_for_their_reason() {
    var id = inMemoryControlPlane.deploy("1.1.0");
    assertEquals(Optional.of(DeploymentOutcome.Succeeded), inMemoryControlPlane.get(id).outcome());
    done(inMemoryControlPlane.postRollback(id));
    takenBack(id);
    isRolledBack(id, "ada", "wrong colour");
  }

  @Test
  void a_success_that_a_trigger_took_back_is_rolled_back_by_hot_swap_with_its_numbers() {
    var id = inMemoryControlPlane.deploy("1.1.0");
    done(
        inMemoryControlPlane.rollingBack.rollBackAutomatically(
            id, "Error rate", "12 % of 400 calls failed", ORIGIN));
    takenBack(id);
    isRolledBack(id, "HotSwap", "Error rate");
    assertTrue(told(id).getLast().text().contains("12 % of 400 calls failed"));
  }

  @Test
  void what_is_aborted_under_way_is_rolled_back_too() {
    var id = inMemoryControlPlane.admit("1.1.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    done(inMemoryControlPlane.steer(Steering.Command.Abort, id));
    takenBack(id);
    isRolledBack(id, "ada", "Aborted: because");
  }

  @Test
  void what_never_began_is_declined() {
    var id =
        done(inMemoryControlPlane.post(
                ADMIN,
                InMemoryControlPlane.newId(),
                DeploymentSpec.direct("markdown", "1.1.0", "QA")))
            .id();
    done(inMemoryControlPlane.steer(Steering.Command.Abort, id));
    assertEquals(Optional.of(DeploymentOutcome.Declined), inMemoryControlPlane.get(id).outcome());
    assertTrue(told(id).getLast().subject().endsWith("was not begun"), told(id)::toString);
    assertEquals(
        StepOutcome.FailedClean, inMemoryControlPlane.step(RolloutStep.BeginDeployment, id));
  }

  @Test
  void what_fails_is_still_a_failure() {
    var id = done(inMemoryControlPlane.post(DEVELOPER, InMemoryControlPlane.newId(), "1.1.0")).id();
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.follow("n1", VersionState.Failed);
    inMemoryControlPlane.step(RolloutStep.CheckStaged, id);
    inMemoryControlPlane.step(RolloutStep.WithdrawVersion, id);
    inMemoryControlPlane.step(RolloutStep.FailDeployment, id);
    assertEquals(
        Optional.of(DeploymentOutcome.FailedClean), inMemoryControlPlane.get(id).outcome());
  }

  @Test
  void what_an_older_release_called_a_clean_failure_is_rolled_back_all_the_same() {
    var id = inMemoryControlPlane.deploy("1.1.0");
    done(inMemoryControlPlane.postRollback(id));
    takenBack(id);
    var now = inMemoryControlPlane.get(id);
    var progress = now.progress().ended(DeploymentOutcome.FailedClean, 0);
    var older =
        new Deployment(
            now.request(),
            now.rolloutState(),
            progress,
            now.timeline(),
            now.rollbacks(),
            now.fence(),
            now.restarts(),
            now.revision());
    assertEquals(Optional.of(DeploymentOutcome.RolledBack), older.outcome());
  }

  private void takenBack(DeploymentId id) {
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    if (!inMemoryControlPlane.documents.isEmpty()) {
      inMemoryControlPlane.nodesFollow();
    }
    inMemoryControlPlane.step(RolloutStep.CheckReverted, id);
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteRollback, id));
  }

  private void isRolledBack(DeploymentId id, String by, String why) {
    var deployment = inMemoryControlPlane.get(id);
    assertEquals(Optional.of(DeploymentOutcome.RolledBack), deployment.outcome());
    assertEquals(DeploymentStatus.RolledBack, deployment.progress().status());
    var rollback = deployment.lastRollback().orElseThrow();
    assertEquals(List.of(by, why), List.of(rollback.actor(), rollback.reason().orElseThrow()));
    var message = told(id).getLast();
    assertTrue(message.subject().endsWith("was rolled back by " + by), message.subject());
    assertTrue(message.text().contains(why), message.text());
    assertEquals("RolledBack", audited().after().get("outcome"));
  }

  private AuditRecord audited() {
    return inMemoryControlPlane.audits.getLast();
  }

  private List<Message> told(DeploymentId id) {
    return inMemoryControlPlane.messages.stream()
        .filter(it -> it.deploymentId().equals(id.toString()))
        .toList();
  }
}
