package io.hotswap.domain.deployment.rollout;

import static io.hotswap.domain.deployment.rollout.StepDecision.answer;

import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.deployment.Progress;
import io.hotswap.domain.deployment.plan.PollSchedule;
import io.hotswap.domain.deployment.rollout.StepDecision.Write;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// Withdraws the version of a failed deployment, and reverts a deployment that is rolled back.
final class UndoSteps {
  private UndoSteps() {}

  static StepDecision withdraw(StepContext context) {
    return switch (context.phase()) {
      case Withdrawing -> answer(StepOutcome.Withdrawn);
      default -> withdrawn(context.goingBack());
    };
  }

  private static StepDecision withdrawn(StepContext context) {
    var document = revertedDocument(context.nextDocument());
    return new Write(
        context.deployment().withdrawn(written(context, document), context.now()),
        restored(context),
        document,
        StepOutcome.Withdrawn);
  }

  /// Withdraws the version if needed, waits for the nodes if any call was ever routed to it, and
  /// closes the deployment.
  static StepDecision fail(StepContext context) {
    if (context.phase() != DeploymentPhase.Withdrawing) {
      return switch (withdraw(context)) {
        case Write write ->
            new Write(write.next(), write.slot(), write.document(), StepOutcome.Waiting);
        case StepDecision.Answer it -> it;
      };
    }
    return switch (convergence(context)) {
      case Ready -> failed(context, DeploymentOutcome.FailedClean, why(context));
      case Waiting -> StepDecision.waiting(PollSchedule.convergencePollSeconds(context.elapsed()));
      default -> failed(context, DeploymentOutcome.FailedDirty, unconfirmed(context));
    };
  }

  static StepDecision revert(StepContext context) {
    return context.phase() == DeploymentPhase.RollbackAdmitted
        ? reverted(context.goingBack())
        : answer(StepOutcome.Done);
  }

  private static StepDecision reverted(StepContext context) {
    var document = revertedDocument(context.nextRestoration());
    return new Write(
        context.deployment().reverted(written(context, document), context.now()),
        restored(context),
        document,
        StepOutcome.Done);
  }

  static StepDecision checkReverted(StepContext context) {
    return context.phase() == DeploymentPhase.Reverting
        ? new StepDecision.Answer(
            convergence(context), PollSchedule.convergencePollSeconds(context.elapsed()))
        : answer(StepOutcome.Broken);
  }

  static StepDecision completeRollback(StepContext context) {
    return context.phase() == DeploymentPhase.Reverting
        ? new Write(
            context.deployment().rolledBack(context.now()),
            context.slot().released(),
            Optional.empty(),
            StepOutcome.Succeeded)
        : answer(StepOutcome.Broken);
  }

  /// Reverts the change if needed, then completes the rollback if the nodes confirm it and fails it
  /// otherwise. A rollback never ends while the routing document still contains the change.
  static StepDecision failRollback(StepContext context) {
    if (context.phase() == DeploymentPhase.RollbackAdmitted) {
      return switch (revert(context)) {
        case Write write ->
            new Write(write.next(), write.slot(), write.document(), StepOutcome.Waiting);
        case StepDecision.Answer it -> it;
      };
    }
    return switch (convergence(context)) {
      case Ready -> completeRollback(context);
      case Waiting -> StepDecision.waiting(PollSchedule.convergencePollSeconds(context.elapsed()));
      default -> dirty(context);
    };
  }

  private static StepDecision dirty(StepContext context) {
    var dirty =
        context
            .deployment()
            .rollbackFailed(DeploymentPhase.Broken, unconfirmed(context), context.now());
    return new Write(dirty, context.slot().released(), Optional.empty(), StepOutcome.FailedDirty);
  }

  /// Without a live node the step waits: a node that starts applies the current document.
  private static StepOutcome convergence(StepContext context) {
    if (!context.deployment().progress().switched()) {
      return StepOutcome.Ready;
    }
    var version = context.deployment().restoredVersion().map(RoutedVersion::release);
    return switch (context.checkNodes(
        new NodeCheck(context.generation(), version, true), it -> true)) {
      case NodeCheck.Answer.Followed() -> StepOutcome.Ready;
      case NodeCheck.Answer.Refused refused -> StepOutcome.Broken;
      case NodeCheck.Answer.NoNodes none -> waitOrBreak(context);
      case NodeCheck.Answer.Behind behind -> waitOrBreak(context);
    };
  }

  private static StepOutcome waitOrBreak(StepContext context) {
    return context.isOverdue() ? StepOutcome.Broken : StepOutcome.Waiting;
  }

  private static Optional<RoutingDocument> revertedDocument(NextRoutingDocument next) {
    return next.holdsChange() ? Optional.of(next.reverted()) : Optional.empty();
  }

  private static Progress.Written written(StepContext context, Optional<RoutingDocument> document) {
    long generation = document.map(RoutingDocument::generation).orElse(context.generation());
    return new Progress.Written(generation, context.stage(), 0, context.deadline());
  }

  private static DeploymentSlot restored(StepContext context) {
    return context.slot().lastChange().filter(context.deployment().id()::equals).isPresent()
        ? context
            .slot()
            .withLastChange(
                context
                    .deployment()
                    .restoredVersion()
                    .map(it -> DeploymentId.of(it.deploymentId())))
        : context.slot();
  }

  private static StepDecision failed(
      StepContext context, DeploymentOutcome deploymentOutcome, String why) {
    return new Write(
        context
            .deployment()
            .failed(DeploymentPhase.Withdrawn, deploymentOutcome, why, context.now()),
        context.slot().released(),
        Optional.empty(),
        deploymentOutcome == DeploymentOutcome.FailedClean
            ? StepOutcome.FailedClean
            : StepOutcome.FailedDirty);
  }

  private static String why(StepContext context) {
    return context.deployment().progress().problem().orElse("A step failed; see the state machine");
  }

  private static String unconfirmed(StepContext context) {
    return "Not every live node confirmed that "
        + context.deployment().restoredVersion().map(RoutedVersion::release).orElse("no version")
        + " serves again; an operator must investigate";
  }
}
