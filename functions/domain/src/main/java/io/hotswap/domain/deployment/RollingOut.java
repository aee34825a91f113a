package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.notification.Message;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Carries out the steps of the state machines. Every step may run twice, late, or at the same time
/// as itself: its write is conditional on the deployment's revision and on the place.
public final class RollingOut {
  private static final int ATTEMPTS = 10;

  private final Deployments deployments;
  private final Surroundings around;
  private final RolloutTimes times;
  private final InstantSource clock;

  public RollingOut(
      Deployments deployments, Surroundings around, RolloutTimes times, InstantSource clock) {
    this.deployments = deployments;
    this.around = around;
    this.times = times;
    this.clock = clock;
  }

  /// @throws NoSuchElementException when there is no such deployment
  /// @throws IllegalStateException when others kept changing the same things; worth a retry
  public StepResult run(Step step, DeploymentId id, long fence, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var deployment =
          deployments
              .find(id)
              .orElseThrow(() -> new NoSuchElementException("There is no deployment " + id));
      if (deployment.fence() != fence) {
        return unchanged(StepOutcome.Overtaken, deployment);
      }
      if (deployment.closed()) {
        return unchanged(ending(deployment), deployment);
      }
      var result = attempted(step, deployment, origin);
      if (result.isPresent()) {
        return result.get();
      }
    }
    throw new IllegalStateException(step + " of " + id + " lost " + ATTEMPTS + " races");
  }

  /// Empty when a race was lost: whatever stood in the way is seen by looking again.
  private Optional<StepResult> attempted(Step step, Deployment deployment, Origin origin) {
    var place = deployments.place(deployment.pluginId(), deployment.environment());
    boolean waits = deployment.progress().phase() == Phase.AwaitingApproval;
    if (!waits && !place.isHeldBy(deployment.id())) {
      return Optional.of(unchanged(StepOutcome.Overtaken, deployment));
    }
    var at = new Situation(deployment, place, around, times, origin.traceparent(), clock.instant());
    return switch (decide(step, at)) {
      case Decision.Answer(var outcome, int wait) ->
          Optional.of(new StepResult(outcome, wait, deployment, false));
      case Decision.Write write -> written(step, at, write, origin);
    };
  }

  private Optional<StepResult> written(
      Step step, Situation at, Decision.Write write, Origin origin) {
    var change =
        new DeploymentChange(
            write.next(),
            at.place(),
            write.place(),
            write.document(),
            Optional.empty(),
            Admission.leftOpen(at.deployment(), write.next(), around.approvals()),
            messages(at, write.next()),
            Audits.of(step.name(), at.deployment(), write.next(), origin, at.now()));
    return switch (deployments.commit(change)) {
      case Committed ->
          Optional.of(new StepResult(write.outcome(), write.waitSeconds(), write.next(), true));
      case AllPlacesTaken -> {
        var again = Admission.again();
        yield Optional.of(
            new StepResult(again.outcome(), again.waitSeconds(), at.deployment(), false));
      }
      default -> Optional.empty();
    };
  }

  private List<Message> messages(Situation at, Deployment next) {
    return Admission.toldAlready(at.deployment(), next, around.approvals())
        ? List.of()
        : Messages.of(Optional.of(at.deployment()), next, at.now());
  }

  private static StepResult unchanged(StepOutcome outcome, Deployment deployment) {
    return new StepResult(outcome, 1, deployment, false);
  }

  private static Decision decide(Step step, Situation at) {
    if (at.phase() == Phase.AwaitingApproval) {
      return step.isForward() ? Admission.decide(at) : Admission.givenUp(at);
    }
    return at.deployment().paused() && step.isForward()
        ? Decision.answer(StepOutcome.Paused)
        : carriedOut(step, at);
  }

  private static Decision carriedOut(Step step, Situation at) {
    return switch (step) {
      case BeginDeployment -> StagingSteps.begin(at);
      case StageVersion -> StagingSteps.stage(at);
      case CheckStaged -> StagingSteps.checkStaged(at);
      case SwitchTraffic -> SwitchSteps.switchTraffic(at);
      case CheckSwitched -> SwitchSteps.checkSwitched(at);
      case AdvanceCohort -> CanarySteps.advance(at);
      case JudgeCohort -> CanarySteps.judge(at);
      case MoveBatch -> RollingSteps.move(at);
      case CheckBatch -> RollingSteps.check(at);
      case SplitTraffic -> VariantSteps.split(at);
      case JudgeVariants -> VariantSteps.judge(at);
      case PromoteWinner -> VariantSteps.promote(at);
      case CompleteDeployment -> complete(at);
      case WithdrawVersion -> UndoSteps.withdraw(at);
      case FailDeployment -> UndoSteps.fail(at);
      case RevertRouting -> UndoSteps.revert(at);
      case CheckReverted -> UndoSteps.checkReverted(at);
      case CompleteRollback -> UndoSteps.completeRollback(at);
      case FailRollback -> UndoSteps.failRollback(at);
    };
  }

  private static Decision complete(Situation at) {
    return at.phase() == Phase.Switching
        ? new Decision.Write(
            at.deployment().completed(at.unheardOf(), at.now()),
            at.place().released(),
            Optional.empty(),
            StepOutcome.Succeeded)
        : Decision.answer(StepOutcome.Broken);
  }

  private static StepOutcome ending(Deployment deployment) {
    return switch (deployment.progress().status()) {
      case Completed, RolledBack -> StepOutcome.Succeeded;
      default ->
          deployment.outcome().filter(Outcome.FailedDirty::equals).isPresent()
              ? StepOutcome.FailedDirty
              : StepOutcome.FailedClean;
    };
  }
}
