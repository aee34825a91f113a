package io.hotswap.domain.deployment.operations;

import static io.hotswap.domain.deployment.World.ADMIN;
import static io.hotswap.domain.deployment.World.ORIGIN;
import static io.hotswap.domain.deployment.World.done;
import static io.hotswap.domain.deployment.World.newId;
import static io.hotswap.domain.deployment.World.refused;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentStatus;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Rollback;
import io.hotswap.domain.deployment.Wishes;
import io.hotswap.domain.deployment.World;
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

class RollingBackTest {
  private final World world = new World();

  @Test
  void a_completed_deployment_goes_back_as_a_new_generation() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    var accepted = done(world.postRollback(id));
    assertEquals(DeploymentPhase.RollbackAdmitted, accepted.progress().phase());
    assertEquals("roll-back " + id + " 2", world.started.getLast());
    assertEquals(StepOutcome.Done, world.step(RolloutStep.RevertRouting, id));
    assertEquals(5, world.inForce().generation());
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.CheckReverted, id));
    world.nodesFollow();
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.CheckReverted, id));
    assertEquals(StepOutcome.Succeeded, world.step(RolloutStep.CompleteRollback, id));
    var rollback = world.get(id).lastRollback().orElseThrow();
    assertEquals(Rollback.Status.Completed, rollback.status());
    assertEquals("1.1.0", rollback.fromVersion());
    assertEquals(Optional.of("1.0.0"), rollback.toVersion());
    assertEquals(5, rollback.generation());
    assertEquals("ada", rollback.actor());
    assertEquals(Optional.of("wrong colour"), rollback.reason());
    assertTrue(rollback.restoredBundle().isPresent());
    assertEquals(DeploymentStatus.RolledBack, world.get(id).progress().status());
  }

  @Test
  void every_rollback_step_twice_changes_nothing_the_second_time() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    done(world.postRollback(id));
    for (var rolloutStep :
        List.of(
            RolloutStep.RevertRouting, RolloutStep.CheckReverted, RolloutStep.CompleteRollback)) {
      var first = world.step(rolloutStep, id);
      var deployment = world.get(id);
      assertEquals(first, world.step(rolloutStep, id), rolloutStep.name());
      assertEquals(deployment, world.get(id));
      world.nodesFollow();
    }
    assertEquals(5, world.documents.size());
  }

  @Test
  void the_first_deployment_goes_back_to_not_deployed() {
    var id = world.deploy("1.0.0");
    rollBack(id);
    assertEquals(Set.of(), world.inForce().loaded());
    assertEquals(
        Optional.empty(), world.slot(World.MARKDOWN, Environment.Development).lastChange());
    assertEquals(Optional.empty(), world.get(id).lastRollback().orElseThrow().toVersion());
  }

  @Test
  void a_rollback_preempts_a_deployment_under_way() {
    world.deploy("1.0.0");
    var id = world.admit("1.1.0");
    long old = world.get(id).fence();
    world.step(RolloutStep.BeginDeployment, id);
    world.step(RolloutStep.StageVersion, id);
    world.nodesFollow();
    world.step(RolloutStep.SwitchTraffic, id);
    done(world.postRollback(id));
    for (var late :
        List.of(
            RolloutStep.CheckSwitched,
            RolloutStep.CompleteDeployment,
            RolloutStep.WithdrawVersion,
            RolloutStep.FailDeployment)) {
      assertEquals(StepOutcome.Superseded, world.step(late, id, old), late.name());
    }
    rollBackSteps(id);
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    assertEquals(DeploymentStatus.RolledBack, world.get(id).progress().status());
  }

  @Test
  void a_rollback_in_the_middle_of_a_step_fences_its_write_off() {
    var id = world.admit("1.0.0");
    world.step(RolloutStep.BeginDeployment, id);
    world.beforeCommit = () -> done(world.postRollback(id));
    assertEquals(StepOutcome.Superseded, world.step(RolloutStep.StageVersion, id, 1));
    assertTrue(world.documents.isEmpty());
    rollBackSteps(id);
    assertTrue(world.documents.isEmpty(), "there was nothing to take back");
    assertEquals(DeploymentStatus.RolledBack, world.get(id).progress().status());
  }

  @Test
  void only_the_last_change_goes_back() {
    var first = world.deploy("1.0.0");
    var second = world.deploy("1.1.0");
    var refusal = refused(world.postRollback(first));
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refusal.code());
    assertTrue(refusal.detail().contains(second.toString()));
    rollBack(second);
    rollBack(first);
    assertEquals(Set.of(), world.inForce().serving());
  }

  @Test
  void a_rollback_of_what_serves_takes_the_place_of_a_deployment_under_way() {
    world.deploy("1.0.0");
    var serving = world.deploy("1.1.0");
    var second = world.admit("2.0.0");
    world.step(RolloutStep.BeginDeployment, second);
    world.step(RolloutStep.StageVersion, second);
    var late = world.get(second).fence();
    rollBack(serving);
    assertEquals(DeploymentPhase.Preempted, world.get(second).progress().phase());
    assertEquals(
        Optional.of(DeploymentOutcome.FailedClean), world.get(second).progress().outcome());
    assertEquals(StepOutcome.FailedClean, world.step(RolloutStep.SwitchTraffic, second, late));
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    assertEquals(List.of(), world.inForce().staged());
    assertTrue(world.stopped.contains(second + "-" + late));
  }

  @Test
  void any_of_the_last_versions_may_serve_again() {
    world.deploy("1.0.0");
    world.deploy("1.1.0");
    var newest = world.deploy("2.0.0");
    var request =
        new RollingBack.Request(UUID.randomUUID(), newest, Optional.empty(), Optional.of("1.0.0"));
    done(world.rollingBack.rollBack(ADMIN, request, ORIGIN));
    rollBackSteps(newest);
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    var lastChange = world.slot(World.MARKDOWN, Environment.Development).lastChange();
    assertEquals("1.0.0", world.get(lastChange.orElseThrow()).version().version());
  }

  @Test
  void a_version_that_never_served_is_no_way_back() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    var request =
        new RollingBack.Request(UUID.randomUUID(), id, Optional.empty(), Optional.of("2.0.0"));
    var refusal = refused(world.rollingBack.rollBack(ADMIN, request, ORIGIN));
    assertEquals("/toVersion", refusal.errors().getFirst().pointer());
    assertEquals("one of [1.0.0]", refusal.errors().getFirst().expected());
  }

  @Test
  void a_trigger_rolls_a_deployment_back_once() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    var first =
        done(world.rollingBack.rollBackAutomatically(id, "errors", "9.1 % of 1000 calls", ORIGIN));
    assertEquals("HotSwap", first.lastRollback().orElseThrow().actor());
    done(world.rollingBack.rollBackAutomatically(id, "errors", "9.2 % of 1010 calls", ORIGIN));
    assertEquals(1, world.get(id).rollbacks().size());
    rollBackSteps(id);
    done(world.rollingBack.rollBackAutomatically(id, "errors", "9.3 % of 1020 calls", ORIGIN));
    assertEquals(DeploymentStatus.RolledBack, world.get(id).progress().status());
  }

  @Test
  void what_has_ended_otherwise_stays_as_it_is() {
    var id = world.deploy("1.0.0");
    rollBack(id);
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refused(world.postRollback(id)).code());
    var failed = world.admit("1.1.0");
    world.step(RolloutStep.FailDeployment, failed);
    world.step(RolloutStep.FailDeployment, failed);
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refused(world.postRollback(failed)).code());
    assertEquals(ErrorCode.DEPLOYMENT_NOT_FOUND, refused(world.postRollback(newId())).code());
  }

  @Test
  void the_request_sent_again_meets_its_own_rollback() {
    var id = world.deploy("1.0.0");
    var request =
        new RollingBack.Request(UUID.randomUUID(), id, Optional.empty(), Optional.empty());
    done(world.rollingBack.rollBack(ADMIN, request, ORIGIN));
    var accepted = world.get(id);
    assertEquals(accepted, done(world.rollingBack.rollBack(ADMIN, request, ORIGIN)));
    assertEquals(ErrorCode.NOTHING_TO_ROLL_BACK, refused(world.postRollback(id)).code());
    assertEquals(accepted, world.get(id));
  }

  @Test
  void a_rollback_that_does_not_start_is_started_by_the_next_request() {
    var id = world.deploy("1.0.0");
    world.engineDown = true;
    assertEquals(ErrorCode.ROLLOUT_NOT_STARTED, refused(world.postRollback(id)).code());
    world.engineDown = false;
    world.started.clear();
    world.pass(Duration.ofSeconds(31));
    refused(world.postRollback(id));
    assertEquals(Set.of("roll-back " + id + " 3"), Set.copyOf(world.started));
    assertEquals(StepOutcome.Superseded, world.step(RolloutStep.RevertRouting, id, 2));
    rollBackSteps(id);
  }

  @Test
  void a_rollback_whose_machine_died_gets_another() {
    var id = world.deploy("1.0.0");
    done(world.postRollback(id));
    world.pass(Duration.ofSeconds(31));
    assertEquals(Set.of(), world.reconciling.reconcile(ORIGIN), "it runs");
    world.started.clear();
    assertEquals(Set.of(id), world.reconciling.reconcile(ORIGIN));
    rollBackSteps(id);
    assertEquals(1, world.get(id).rollbacks().size());
  }

  @Test
  void a_rollback_that_nobody_confirms_is_dirty() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    done(world.postRollback(id));
    world.step(RolloutStep.RevertRouting, id);
    world.follow("n1", VersionState.Failed);
    assertEquals(StepOutcome.Broken, world.step(RolloutStep.CheckReverted, id));
    assertEquals(StepOutcome.FailedDirty, world.step(RolloutStep.FailRollback, id));
    assertEquals(StepOutcome.FailedDirty, world.step(RolloutStep.FailRollback, id));
    assertEquals(Rollback.Status.Failed, world.get(id).lastRollback().orElseThrow().status());
    world.admit("1.0.0");
  }

  @Test
  void a_rollback_that_could_not_revert_reverts_before_it_gives_up() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    done(world.postRollback(id));
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.FailRollback, id));
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    var deployment = world.get(id);
    assertEquals(StepOutcome.Waiting, world.step(RolloutStep.FailRollback, id));
    assertEquals(deployment, world.get(id));
    world.nodesFollow();
    assertEquals(StepOutcome.Succeeded, world.step(RolloutStep.FailRollback, id));
    assertEquals(DeploymentStatus.RolledBack, world.get(id).progress().status());
  }

  @Test
  void a_deployment_whose_machines_all_died_leaves_the_routing() {
    world.deploy("1.0.0");
    var id = world.admit(Wishes.canary(OnInconclusive.Fail, true, 10, 100));
    world.step(RolloutStep.BeginDeployment, id);
    world.step(RolloutStep.StageVersion, id);
    world.nodesFollow();
    world.step(RolloutStep.AdvanceCohort, id);
    assertTrue(world.inForce().shift().isPresent());
    abandoned();
    assertEquals(Optional.of(DeploymentOutcome.FailedDirty), world.get(id).progress().outcome());
    assertEquals(Optional.empty(), world.inForce().shift());
    assertEquals(Set.of("1.0.0"), world.inForce().serving());
  }

  @Test
  void a_rollback_whose_machines_all_died_leaves_no_doubt_what_serves() {
    world.deploy("1.0.0");
    var id = world.deploy("1.1.0");
    done(world.postRollback(id));
    abandoned();
    assertEquals(Optional.of("1.0.0"), world.inForce().defaultVersion());
    var lastChange = world.slot(World.MARKDOWN, Environment.Development).lastChange();
    assertEquals("1.0.0", world.get(lastChange.orElseThrow()).version().version());
  }

  /// Every execution is lost as soon as it has started.
  private void abandoned() {
    world.engineSays = Optional.of(Executions.State.Over);
    for (int i = 0; i < 60 && !world.holders().isEmpty(); i++) {
      world.pass(Duration.ofSeconds(31));
      world.reconciling.reconcile(ORIGIN);
    }
    assertEquals(Set.of(), world.holders());
  }

  private void rollBack(DeploymentId id) {
    done(world.postRollback(id));
    rollBackSteps(id);
  }

  private void rollBackSteps(DeploymentId id) {
    world.step(RolloutStep.RevertRouting, id);
    if (!world.documents.isEmpty()) {
      world.nodesFollow();
    }
    assertEquals(StepOutcome.Ready, world.step(RolloutStep.CheckReverted, id));
    assertEquals(StepOutcome.Succeeded, world.step(RolloutStep.CompleteRollback, id));
  }
}
