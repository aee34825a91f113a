package io.hotswap.domain.deployment;

import static io.hotswap.domain.deployment.Decision.answer;

import io.hotswap.domain.deployment.Decision.Write;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// The ways back: a deployment that failed withdraws its version, a rollback reverts it.
final class UndoSteps {
  private UndoSteps() {}

  static Decision withdraw(Situation at) {
    return switch (at.phase()) {
      case Withdrawing -> answer(StepOutcome.Withdrawn);
      default -> {
        var document = undone(at);
        yield new Write(
            at.deployment().withdrawn(written(at, document), at.now()),
            restored(at),
            document,
            StepOutcome.Withdrawn);
      }
    };
  }

  /// Withdraws what is still there, waits for the nodes if any call was ever routed to the version,
  /// and closes the deployment.
  static Decision fail(Situation at) {
    if (at.phase() != Phase.Withdrawing) {
      return switch (withdraw(at)) {
        case Write write ->
            new Write(write.next(), write.place(), write.document(), StepOutcome.Waiting);
        case Decision.Answer it -> it;
      };
    }
    return switch (followed(at)) {
      case Ready -> failed(at, Outcome.FailedClean, why(at));
      case Waiting -> Decision.waiting(Looks.following(at.elapsed()));
      default -> failed(at, Outcome.FailedDirty, unconfirmed(at));
    };
  }

  static Decision revert(Situation at) {
    if (at.phase() != Phase.RollbackAdmitted) {
      return answer(StepOutcome.Done);
    }
    var document = undone(at);
    return new Write(
        at.deployment().reverted(written(at, document), at.now()),
        restored(at),
        document,
        StepOutcome.Done);
  }

  static Decision checkReverted(Situation at) {
    return at.phase() == Phase.Reverting
        ? new Decision.Answer(followed(at), Looks.following(at.elapsed()))
        : answer(StepOutcome.Broken);
  }

  static Decision completeRollback(Situation at) {
    return at.phase() == Phase.Reverting
        ? new Write(
            at.deployment().rolledBack(at.now()),
            at.place().released(),
            Optional.empty(),
            StepOutcome.Succeeded)
        : answer(StepOutcome.Broken);
  }

  /// Reverts what is still there, completes what the nodes have confirmed, and gives up on the
  /// rest: a rollback never ends while the routing document still has what it takes back.
  static Decision failRollback(Situation at) {
    if (at.phase() == Phase.RollbackAdmitted) {
      return switch (revert(at)) {
        case Write write ->
            new Write(write.next(), write.place(), write.document(), StepOutcome.Waiting);
        case Decision.Answer it -> it;
      };
    }
    return switch (followed(at)) {
      case Ready -> completeRollback(at);
      case Waiting -> Decision.waiting(Looks.following(at.elapsed()));
      default -> dirty(at);
    };
  }

  private static Decision dirty(Situation at) {
    var dirty = at.deployment().rollbackFailed(Phase.Broken, unconfirmed(at), at.now());
    return new Write(dirty, at.place().released(), Optional.empty(), StepOutcome.FailedDirty);
  }

  /// Nobody to ask is no answer yet: a node that comes up follows the document in force.
  private static StepOutcome followed(Situation at) {
    if (!at.deployment().progress().switched()) {
      return StepOutcome.Ready;
    }
    var version = at.deployment().restores().map(RoutedVersion::version);
    return switch (at.ask(new NodeCheck(at.generation(), version, true), it -> true)) {
      case NodeCheck.Answer.Followed() -> StepOutcome.Ready;
      case NodeCheck.Answer.Refused refused -> StepOutcome.Broken;
      case NodeCheck.Answer.NoNodes none -> patient(at);
      case NodeCheck.Answer.Behind behind -> patient(at);
    };
  }

  private static StepOutcome patient(Situation at) {
    return at.late() ? StepOutcome.Broken : StepOutcome.Waiting;
  }

  private static Optional<RoutingDocument> undone(Situation at) {
    var next = at.nextDocument();
    return next.holdsChange() ? Optional.of(next.reverted()) : Optional.empty();
  }

  private static Progress.Written written(Situation at, Optional<RoutingDocument> document) {
    long generation = document.map(RoutingDocument::generation).orElse(at.generation());
    return new Progress.Written(generation, at.stage(), 0, at.deadline());
  }

  private static Place restored(Situation at) {
    return at.place().lastChange().filter(at.deployment().id()::equals).isPresent()
        ? at.place()
            .changedBy(at.deployment().restores().map(it -> DeploymentId.of(it.deploymentId())))
        : at.place();
  }

  private static Decision failed(Situation at, Outcome outcome, String why) {
    return new Write(
        at.deployment().failed(Phase.Withdrawn, outcome, why, at.now()),
        at.place().released(),
        Optional.empty(),
        outcome == Outcome.FailedClean ? StepOutcome.FailedClean : StepOutcome.FailedDirty);
  }

  private static String why(Situation at) {
    return at.deployment().progress().problem().orElse("A step failed; see the state machine");
  }

  private static String unconfirmed(Situation at) {
    return "Not every live node confirmed that "
        + at.deployment().restores().map(RoutedVersion::version).orElse("no version")
        + " serves again; somebody must look";
  }
}
