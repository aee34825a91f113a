package io.hotswap.domain.deployment.operations;

import static io.hotswap.domain.deployment.InMemoryControlPlane.ADMIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.ORIGIN;
import static io.hotswap.domain.deployment.InMemoryControlPlane.done;
import static io.hotswap.domain.deployment.InMemoryControlPlane.newId;
import static io.hotswap.domain.deployment.InMemoryControlPlane.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.InMemoryControlPlane;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.deployment.Wishes;
import io.hotswap.domain.deployment.rollout.RolloutStep;
import io.hotswap.domain.deployment.rollout.StepOutcome;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class RollingBackDeploymentTest {
  private final InMemoryControlPlane inMemoryControlPlane = new InMemoryControlPlane();

  @Test
  void a_completed_deployment_goes_back_as_a_new_generation() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    var accepted = done(inMemoryControlPlane.postRollback(id));
    assertEquals(DeploymentPhase.RollbackAdmitted, accepted.progress().phase());
    assertEquals("roll-back " + id + " 2", inMemoryControlPlane.started.getLast());
    assertEquals(StepOutcome.Done, inMemoryControlPlane.step(RolloutStep.RevertRouting, id));
    assertEquals(5, inMemoryControlPlane.inForce().generation());
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.CheckReverted, id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckReverted, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteRollback, id));
    var rollback = inMemoryControlPlane.get(id).lastRollback().orElseThrow();
    assertEquals(Rollback.Status.Completed, rollback.status());
    assertEquals("1.1.0", rollback.fromRelease());
    assertEquals(Optional.of("1.0.0"), rollback.toRelease());
    assertEquals(5, rollback.generation());
    assertEquals("ada", rollback.actor());
    assertEquals(Optional.of("wrong colour"), rollback.reason());
    assertTrue(rollback.restoredBundle().isPresent());
    assertEquals(DeploymentStatus.RolledBack, inMemoryControlPlane.get(id).progress().status());
  }

  @Test
  void every_rollback_step_twice_changes_nothing_the_second_time() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    done(inMemoryControlPlane.postRollback(id));
    for (var rolloutStep :
        List.of(
            RolloutStep.RevertRouting, RolloutStep.CheckReverted, RolloutStep.CompleteRollback)) {
      var first = inMemoryControlPlane.step(rolloutStep, id);
      var deployment = inMemoryControlPlane.get(id);
      assertEquals(first, inMemoryControlPlane.step(rolloutStep, id), rolloutStep.name());
      assertEquals(deployment, inMemoryControlPlane.get(id));
      inMemoryControlPlane.nodesFollow();
    }
    assertEquals(5, inMemoryControlPlane.documents.size());
  }

  @Test
  void the_first_deployment_goes_back_to_not_deployed() {
    var id = inMemoryControlPlane.deploy("1.0.0");
    rollBack(id);
    assertEquals(Set.of(), inMemoryControlPlane.inForce().loaded());
    assertEquals(
        Optional.empty(),
        inMemoryControlPlane
            .slot(InMemoryControlPlane.MARKDOWN, Environment.Development)
            .lastChange());
    assertEquals(
        Optional.empty(), inMemoryControlPlane.get(id).lastRollback().orElseThrow().toRelease());
  }

  @Test
  void a_rollback_preempts_a_deployment_under_way() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.admit("1.1.0");
    long old = inMemoryControlPlane.get(id).fence();
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.SwitchTraffic, id);
    done(inMemoryControlPlane.postRollback(id));
    for (var late :
        List.of(
            RolloutStep.CheckSwitched,
            RolloutStep.CompleteDeployment,
            RolloutStep.WithdrawVersion,
            RolloutStep.FailDeployment)) {
      assertEquals(StepOutcome.Superseded, inMemoryControlPlane.step(late, id, old), late.name());
    }
    rollBackSteps(id);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(DeploymentStatus.RolledBack, inMemoryControlPlane.get(id).progress().status());
  }

  @Test
  void a_rollback_in_the_middle_of_a_step_fences_its_write_off() {
    var id = inMemoryControlPlane.admit("1.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.beforeCommit = () -> done(inMemoryControlPlane.postRollback(id));
    assertEquals(
        StepOutcome.Superseded, inMemoryControlPlane.step(RolloutStep.StageVersion, id, 1));
    assertTrue(inMemoryControlPlane.documents.isEmpty());
    rollBackSteps(id);
    assertTrue(inMemoryControlPlane.documents.isEmpty(), "there was nothing to take back");
    assertEquals(DeploymentStatus.RolledBack, inMemoryControlPlane.get(id).progress().status());
  }

  @Test
  void only_the_last_change_goes_back() {
    var first = inMemoryControlPlane.deploy("1.0.0");
    var second = inMemoryControlPlane.deploy("1.1.0");
    var refusal = refused(inMemoryControlPlane.postRollback(first));
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refusal.code());
    assertTrue(refusal.detail().contains(second.toString()));
    rollBack(second);
    rollBack(first);
    assertEquals(Set.of(), inMemoryControlPlane.inForce().serving());
  }

  @Test
  void a_rollback_of_what_serves_takes_the_place_of_a_deployment_under_way() {
    inMemoryControlPlane.deploy("1.0.0");
    var serving = inMemoryControlPlane.deploy("1.1.0");
    var second = inMemoryControlPlane.admit("2.0.0");
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, second);
    inMemoryControlPlane.step(RolloutStep.StageVersion, second);
    var late = inMemoryControlPlane.get(second).fence();
    rollBack(serving);
    assertEquals(DeploymentPhase.Preempted, inMemoryControlPlane.get(second).progress().phase());
    assertEquals(
        Optional.of(DeploymentOutcome.FailedClean),
        inMemoryControlPlane.get(second).progress().outcome());
    assertEquals(
        StepOutcome.FailedClean,
        inMemoryControlPlane.step(RolloutStep.SwitchTraffic, second, late));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    assertEquals(List.of(), inMemoryControlPlane.inForce().staged());
    assertTrue(inMemoryControlPlane.stopped.contains(second + "-" + late));
  }

  @Test
  void any_of_the_last_versions_may_serve_again() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.deploy("1.1.0");
    var newest = inMemoryControlPlane.deploy("2.0.0");
    var request =
        new RollingBackDeployment.Request(
            UUID.randomUUID(), newest, Optional.empty(), RollbackTarget.version("1.0.0"));
    done(inMemoryControlPlane.rollingBack.rollBack(ADMIN, request, ORIGIN));
    rollBackSteps(newest);
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    var lastChange =
        inMemoryControlPlane
            .slot(InMemoryControlPlane.MARKDOWN, Environment.Development)
            .lastChange();
    assertEquals("1.0.0", inMemoryControlPlane.get(lastChange.orElseThrow()).version().version());
  }

  @Test
  void a_version_that_never_served_is_no_way_back() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    var request =
        new RollingBackDeployment.Request(
            UUID.randomUUID(), id, Optional.empty(), RollbackTarget.version("2.0.0"));
    var refusal = refused(inMemoryControlPlane.rollingBack.rollBack(ADMIN, request, ORIGIN));
    assertEquals("/toVersion", refusal.errors().getFirst().pointer());
    assertEquals("one of [1.0.0]", refusal.errors().getFirst().expected());
  }

  @Test
  void a_trigger_rolls_a_deployment_back_once() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    var first =
        done(
            inMemoryControlPlane.rollingBack.rollBackAutomatically(
                id, "errors", "9.1 % of 1000 calls", ORIGIN));
    assertEquals("HotSwap", first.lastRollback().orElseThrow().actor());
    done(
        inMemoryControlPlane.rollingBack.rollBackAutomatically(
            id, "errors", "9.2 % of 1010 calls", ORIGIN));
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
    rollBackSteps(id);
    done(
        inMemoryControlPlane.rollingBack.rollBackAutomatically(
            id, "errors", "9.3 % of 1020 calls", ORIGIN));
    assertEquals(DeploymentStatus.RolledBack, inMemoryControlPlane.get(id).progress().status());
  }

  @Test
  void what_has_ended_otherwise_stays_as_it_is() {
    var id = inMemoryControlPlane.deploy("1.0.0");
    rollBack(id);
    assertEquals(
        ErrorCode.NOTHING_TO_ROLL_BACK, refused(inMemoryControlPlane.postRollback(id)).code());
    var failed = inMemoryControlPlane.admit("1.1.0");
    inMemoryControlPlane.step(RolloutStep.FailDeployment, failed);
    inMemoryControlPlane.step(RolloutStep.FailDeployment, failed);
    assertEquals(
        ErrorCode.NOTHING_TO_ROLL_BACK, refused(inMemoryControlPlane.postRollback(failed)).code());
    assertEquals(
        ErrorCode.DEPLOYMENT_NOT_FOUND, refused(inMemoryControlPlane.postRollback(newId())).code());
  }

  @Test
  void the_request_sent_again_meets_its_own_rollback() {
    var id = inMemoryControlPlane.deploy("1.0.0");
    var request =
        new RollingBackDeployment.Request(
            UUID.randomUUID(), id, Optional.empty(), RollbackTarget.PREVIOUS);
    done(inMemoryControlPlane.rollingBack.rollBack(ADMIN, request, ORIGIN));
    var accepted = inMemoryControlPlane.get(id);
    assertEquals(accepted, done(inMemoryControlPlane.rollingBack.rollBack(ADMIN, request, ORIGIN)));
    assertEquals(
        ErrorCode.NOTHING_TO_ROLL_BACK, refused(inMemoryControlPlane.postRollback(id)).code());
    assertEquals(accepted, inMemoryControlPlane.get(id));
  }

  @Test
  void a_rollback_that_does_not_start_is_started_by_the_next_request() {
    var id = inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.engineDown = true;
    assertEquals(
        ErrorCode.ROLLOUT_NOT_STARTED, refused(inMemoryControlPlane.postRollback(id)).code());
    inMemoryControlPlane.engineDown = false;
    inMemoryControlPlane.started.clear();
    inMemoryControlPlane.pass(Duration.ofSeconds(31));
    done(inMemoryControlPlane.postRollback(id));
    assertEquals(Set.of("roll-back " + id + " 3"), Set.copyOf(inMemoryControlPlane.started));
    assertEquals(
        StepOutcome.Superseded, inMemoryControlPlane.step(RolloutStep.RevertRouting, id, 2));
    rollBackSteps(id);
  }

  @Test
  void a_rollback_whose_machine_died_gets_another() {
    var id = inMemoryControlPlane.deploy("1.0.0");
    done(inMemoryControlPlane.postRollback(id));
    inMemoryControlPlane.pass(Duration.ofSeconds(31));
    assertEquals(Set.of(), inMemoryControlPlane.reconciling.reconcile(ORIGIN), "it runs");
    inMemoryControlPlane.started.clear();
    assertEquals(Set.of(id), inMemoryControlPlane.reconciling.reconcile(ORIGIN));
    rollBackSteps(id);
    assertEquals(1, inMemoryControlPlane.get(id).rollbacks().size());
  }

  @Test
  void a_rollback_that_nobody_confirms_is_dirty() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    done(inMemoryControlPlane.postRollback(id));
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    inMemoryControlPlane.follow("n1", VersionState.Failed);
    assertEquals(StepOutcome.Broken, inMemoryControlPlane.step(RolloutStep.CheckReverted, id));
    assertEquals(StepOutcome.FailedDirty, inMemoryControlPlane.step(RolloutStep.FailRollback, id));
    assertEquals(StepOutcome.FailedDirty, inMemoryControlPlane.step(RolloutStep.FailRollback, id));
    assertEquals(
        Rollback.Status.Failed, inMemoryControlPlane.get(id).lastRollback().orElseThrow().status());
    inMemoryControlPlane.admit("1.0.0");
  }

  @Test
  void a_rollback_that_could_not_revert_reverts_before_it_gives_up() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    done(inMemoryControlPlane.postRollback(id));
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.FailRollback, id));
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    var deployment = inMemoryControlPlane.get(id);
    assertEquals(StepOutcome.Waiting, inMemoryControlPlane.step(RolloutStep.FailRollback, id));
    assertEquals(deployment, inMemoryControlPlane.get(id));
    inMemoryControlPlane.nodesFollow();
    assertEquals(StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.FailRollback, id));
    assertEquals(DeploymentStatus.RolledBack, inMemoryControlPlane.get(id).progress().status());
  }

  @Test
  void a_deployment_whose_machines_all_died_leaves_the_routing() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.admit(Wishes.canary(OnInconclusive.Fail, true, 10, 100));
    inMemoryControlPlane.step(RolloutStep.BeginDeployment, id);
    inMemoryControlPlane.step(RolloutStep.StageVersion, id);
    inMemoryControlPlane.nodesFollow();
    inMemoryControlPlane.step(RolloutStep.AdvanceCohort, id);
    assertTrue(inMemoryControlPlane.inForce().shift().isPresent());
    abandoned();
    assertEquals(
        Optional.of(DeploymentOutcome.FailedDirty),
        inMemoryControlPlane.get(id).progress().outcome());
    assertEquals(Optional.empty(), inMemoryControlPlane.inForce().shift());
    assertEquals(Set.of("1.0.0"), inMemoryControlPlane.inForce().serving());
  }

  @Test
  void a_rollback_whose_machines_all_died_leaves_no_doubt_what_serves() {
    inMemoryControlPlane.deploy("1.0.0");
    var id = inMemoryControlPlane.deploy("1.1.0");
    done(inMemoryControlPlane.postRollback(id));
    abandoned();
    assertEquals(Optional.of("1.0.0"), inMemoryControlPlane.inForce().defaultVersion());
    var lastChange =
        inMemoryControlPlane
            .slot(InMemoryControlPlane.MARKDOWN, Environment.Development)
            .lastChange();
    assertEquals("1.0.0", inMemoryControlPlane.get(lastChange.orElseThrow()).version().version());
  }

  /// Every execution is lost as soon as it has started.
  private void abandoned() {
    inMemoryControlPlane.engineSays = Optional.of(Executions.State.Over);
    for (int i = 0; i < 60 && !inMemoryControlPlane.holders().isEmpty(); i++) {
      inMemoryControlPlane.pass(Duration.ofSeconds(31));
      inMemoryControlPlane.reconciling.reconcile(ORIGIN);
    }
    assertEquals(Set.of(), inMemoryControlPlane.holders());
  }

  private void rollBack(DeploymentId id) {
    done(inMemoryControlPlane.postRollback(id));
    rollBackSteps(id);
  }

  private void rollBackSteps(DeploymentId id) {
    inMemoryControlPlane.step(RolloutStep.RevertRouting, id);
    if (!inMemoryControlPlane.documents.isEmpty()) {
      inMemoryControlPlane.nodesFollow();
    }
    assertEquals(StepOutcome.Ready, inMemoryControlPlane.step(RolloutStep.CheckReverted, id));
    assertEquals(
        StepOutcome.Succeeded, inMemoryControlPlane.step(RolloutStep.CompleteRollback, id));
  }
}
