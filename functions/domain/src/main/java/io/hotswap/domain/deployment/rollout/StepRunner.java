package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentChange;
import io.hotswap.domain.deployment.DeploymentMessages;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.strategy.Move;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Runs the steps of the state machines. Every step may run twice, late, or concurrently with
/// itself: its write is conditional on the deployment's revision and on the slot.
public final class StepRunner {
  private final Deployments deployments;
  private final StepSources sources;
  private final ApprovalSteps approvalSteps;
  private final StagingSteps stagingSteps;
  private final StageChecks stageChecks;
  private final RolloutTimeouts timeouts;
  private final InstantSource clock;

  public StepRunner(
      Deployments deployments,
      StepSources sources,
      ApprovalSteps approvalSteps,
      StagingSteps stagingSteps,
      StageJudge stageJudge,
      RolloutTimeouts timeouts,
      InstantSource clock) {
    this.deployments = deployments;
    this.sources = sources;
    this.approvalSteps = approvalSteps;
    this.stagingSteps = stagingSteps;
    this.stageChecks = new StageChecks(stageJudge);
    this.timeouts = timeouts;
    this.clock = clock;
  }

  /// @throws NoSuchElementException when there is no such deployment
  public Deployment deployment(DeploymentId id) {
    return deployments
        .find(id)
        .orElseThrow(() -> new NoSuchElementException("There is no deployment " + id));
  }

  /// @param read the deployment as just read; it is read again when a concurrent change wins
  /// @throws IllegalStateException when concurrent changes won every attempt; can be retried
  public StepResult run(RolloutStep rolloutStep, Deployment read, long fence, Origin origin) {
    return ConflictRetry.run(
            read,
            () -> deployment(read.id()),
            deployment -> attempted(rolloutStep, deployment, fence, origin))
        .orElseThrow(
            () ->
                new IllegalStateException(
                    rolloutStep
                        + " of "
                        + read.id()
                        + " lost "
                        + ConflictRetry.ATTEMPTS
                        + " races"));
  }

  private Optional<StepResult> attempted(
      RolloutStep rolloutStep, Deployment deployment, long fence, Origin origin) {
    if (deployment.fence() != fence) {
      return Optional.of(unchanged(StepOutcome.Superseded, deployment));
    }
    return deployment.closed()
        ? Optional.of(unchanged(finalOutcome(deployment), deployment))
        : attempted(rolloutStep, deployment, origin);
  }

  /// Empty when a concurrent change won; the next attempt reads everything again.
  private Optional<StepResult> attempted(
      RolloutStep rolloutStep, Deployment deployment, Origin origin) {
    var slot = deployments.slot(deployment.pluginId(), deployment.environment());
    boolean waits = deployment.progress().phase() == DeploymentPhase.AwaitingApproval;
    if (!waits && !slot.isHeldBy(deployment.id())) {
      return Optional.of(unchanged(StepOutcome.Superseded, deployment));
    }
    var context =
        new StepContext(
            deployment,
            slot,
            sources.of(deployment),
            timeouts,
            origin.traceparent(),
            clock.instant());
    return switch (decide(rolloutStep, context)) {
      case StepDecision.Answer(var outcome, int wait) ->
          Optional.of(new StepResult(outcome, wait, deployment, false));
      case StepDecision.Write write -> written(rolloutStep, context, write, origin);
    };
  }

  private Optional<StepResult> written(
      RolloutStep rolloutStep, StepContext context, StepDecision.Write write, Origin origin) {
    var change =
        DeploymentChange.of(context.deployment(), write.next(), context.slot())
            .slot(write.slot())
            .document(write.document())
            .withdrawnApproval(ApprovalSteps.approvalToWithdraw(context, write.next()))
            .messages(messages(context, write.next()))
            .build(rolloutStep.name(), origin, context.now());
    return switch (deployments.commit(change)) {
      case Committed ->
          Optional.of(new StepResult(write.outcome(), write.waitSeconds(), write.next(), true));
      case AllSlotsTaken -> {
        var again = ApprovalSteps.retryLater();
        yield Optional.of(
            new StepResult(again.outcome(), again.waitSeconds(), context.deployment(), false));
      }
      default -> Optional.empty();
    };
  }

  private static List<Message> messages(StepContext context, Deployment next) {
    return ApprovalSteps.isAlreadyNotified(context, next)
        ? List.of()
        : DeploymentMessages.of(Optional.of(context.deployment()), next, context.now());
  }

  private static StepResult unchanged(StepOutcome outcome, Deployment deployment) {
    return new StepResult(outcome, 1, deployment, false);
  }

  private StepDecision decide(RolloutStep rolloutStep, StepContext context) {
    if (context.phase() == DeploymentPhase.AwaitingApproval) {
      return rolloutStep.isForward()
          ? approvalSteps.decide(context)
          : ApprovalSteps.machineFailed(context);
    }
    return context.deployment().paused() && rolloutStep.isForward()
        ? StepDecision.answer(StepOutcome.Paused)
        : carriedOut(rolloutStep, context);
  }

  private StepDecision carriedOut(RolloutStep rolloutStep, StepContext context) {
    return switch (rolloutStep) {
      case BeginDeployment -> StagingSteps.begin(context);
      case StageVersion -> stagingSteps.stage(context);
      case CheckStaged -> StagingSteps.checkStaged(context);
      case SwitchTraffic, AdvanceCohort, MoveBatch -> StageMoves.next(context, it -> true);
      case SplitTraffic -> StageMoves.next(context, Move.Variants.class::isInstance);
      case PromoteWinner -> StageMoves.next(context, Move.Winner.class::isInstance);
      case CheckSwitched, JudgeCohort, CheckBatch, JudgeVariants -> stageChecks.check(context);
      case CompleteDeployment -> complete(context);
      case WithdrawVersion -> UndoSteps.withdraw(context);
      case FailDeployment -> UndoSteps.fail(context);
      case RevertRouting -> UndoSteps.revert(context);
      case CheckReverted -> UndoSteps.checkReverted(context);
      case CompleteRollback -> UndoSteps.completeRollback(context);
      case FailRollback -> UndoSteps.failRollback(context);
    };
  }

  private static StepDecision complete(StepContext context) {
    return context.phase() == DeploymentPhase.Switching
        ? new StepDecision.Write(
            context.deployment().completed(context.expiredNodes(), context.now()),
            context.slot().released(),
            Optional.empty(),
            StepOutcome.Succeeded)
        : StepDecision.answer(StepOutcome.Broken);
  }

  private static StepOutcome finalOutcome(Deployment deployment) {
    return switch (deployment.progress().status()) {
      case Completed, RolledBack -> StepOutcome.Succeeded;
      default ->
          deployment.outcome().filter(DeploymentOutcome.FailedDirty::equals).isPresent()
              ? StepOutcome.FailedDirty
              : StepOutcome.FailedClean;
    };
  }
}
