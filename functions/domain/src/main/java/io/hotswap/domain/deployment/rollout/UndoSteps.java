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

/// The ways back: a deployment that failed withdraws its version, a rollback reverts it.
final class UndoSteps {
  private UndoSteps() {}

  static StepDecision withdraw(StepContext context) {
    return switch (context.phase()) {
      case Withdrawing -> answer(StepOutcome.Withdrawn);
      default -> {
        var document = undone(context);
        yield new Write(
            context.deployment().withdrawn(written(context, document), context.now()),
            restored(context),
            document,
            StepOutcome.Withdrawn);
      }
    };
  }

  /// Withdraws what is still there, waits for the nodes if any call was ever routed to the version,
  /// and closes the deployment.
  static StepDecision fail(StepContext context) {
    if (context.phase() != DeploymentPhase.Withdrawing) {
      return switch (withdraw(context)) {
        case Write write ->
            new Write(write.next(), write.place(), write.document(), StepOutcome.Waiting);
        case StepDecision.Answer it -> it;
      };
    }
    return switch (followed(context)) {
      case Ready -> failed(context, DeploymentOutcome.FailedClean, why(context));
      case Waiting -> StepDecision.waiting(PollSchedule.following(context.elapsed()));
      default -> failed(context, DeploymentOutcome.FailedDirty, unconfirmed(context));
    };
  }

  static StepDecision revert(StepContext context) {
    if (context.phase() != DeploymentPhase.RollbackAdmitted) {
      return answer(StepOutcome.Done);
    }
    var document = undone(context);
    return new Write(
        context.deployment().reverted(written(context, document), context.now()),
        restored(context),
        document,
        StepOutcome.Done);
  }

  static StepDecision checkReverted(StepContext context) {
    return context.phase() == DeploymentPhase.Reverting
        ? new StepDecision.Answer(followed(context), PollSchedule.following(context.elapsed()))
        : answer(StepOutcome.Broken);
  }

  static StepDecision completeRollback(StepContext context) {
    return context.phase() == DeploymentPhase.Reverting
        ? new Write(
            context.deployment().rolledBack(context.now()),
            context.place().released(),
            Optional.empty(),
            StepOutcome.Succeeded)
        : answer(StepOutcome.Broken);
  }

  /// Reverts what is still there, completes what the nodes have confirmed, and gives up on the
  /// rest: a rollback never ends while the routing document still has what it takes back.
  static StepDecision failRollback(StepContext context) {
    if (context.phase() == DeploymentPhase.RollbackAdmitted) {
      return switch (revert(context)) {
        case Write write ->
            new Write(write.next(), write.place(), write.document(), StepOutcome.Waiting);
        case StepDecision.Answer it -> it;
      };
    }
    return switch (followed(context)) {
      case Ready -> completeRollback(context);
      case Waiting -> StepDecision.waiting(PollSchedule.following(context.elapsed()));
      default -> dirty(context);
    };
  }

  private static StepDecision dirty(StepContext context) {
    var dirty =
        context
            .deployment()
            .rollbackFailed(DeploymentPhase.Broken, unconfirmed(context), context.now());
    return new Write(dirty, context.place().released(), Optional.empty(), StepOutcome.FailedDirty);
  }

  /// Nobody to ask is no answer yet: a node that comes up follows the document in force.
  private static StepOutcome followed(StepContext context) {
    if (!context.deployment().progress().switched()) {
      return StepOutcome.Ready;
    }
    var version = context.deployment().restores().map(RoutedVersion::version);
    return switch (context.ask(new NodeCheck(context.generation(), version, true), it -> true)) {
      case NodeCheck.Answer.Followed() -> StepOutcome.Ready;
      case NodeCheck.Answer.Refused refused -> StepOutcome.Broken;
      case NodeCheck.Answer.NoNodes none -> patient(context);
      case NodeCheck.Answer.Behind behind -> patient(context);
    };
  }

  private static StepOutcome patient(StepContext context) {
    return context.late() ? StepOutcome.Broken : StepOutcome.Waiting;
  }

  private static Optional<RoutingDocument> undone(StepContext context) {
    var next = context.nextDocument();
    return next.holdsChange() ? Optional.of(next.reverted()) : Optional.empty();
  }

  private static Progress.Written written(StepContext context, Optional<RoutingDocument> document) {
    long generation = document.map(RoutingDocument::generation).orElse(context.generation());
    return new Progress.Written(generation, context.stage(), 0, context.deadline());
  }

  private static DeploymentSlot restored(StepContext context) {
    return context.place().lastChange().filter(context.deployment().id()::equals).isPresent()
        ? context
            .place()
            .changedBy(
                context.deployment().restores().map(it -> DeploymentId.of(it.deploymentId())))
        : context.place();
  }

  private static StepDecision failed(
      StepContext context, DeploymentOutcome deploymentOutcome, String why) {
    return new Write(
        context
            .deployment()
            .failed(DeploymentPhase.Withdrawn, deploymentOutcome, why, context.now()),
        context.place().released(),
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
        + context.deployment().restores().map(RoutedVersion::version).orElse("no version")
        + " serves again; somebody must look";
  }
}
