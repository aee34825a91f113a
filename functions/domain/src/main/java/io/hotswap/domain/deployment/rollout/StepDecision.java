package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// What a step makes of a situation.
///
/// Wherever an outcome is Waiting, it comes with the seconds after which to look again.
sealed interface StepDecision {
  StepOutcome outcome();

  int waitSeconds();

  /// Nothing to write.
  record Answer(StepOutcome outcome, int waitSeconds) implements StepDecision {}

  /// Answer only after this is written.
  record Write(
      Deployment next,
      DeploymentSlot place,
      Optional<RoutingDocument> document,
      StepOutcome outcome,
      int waitSeconds)
      implements StepDecision {
    Write(
        Deployment next,
        DeploymentSlot place,
        Optional<RoutingDocument> document,
        StepOutcome outcome) {
      this(next, place, document, outcome, 1);
    }
  }

  static StepDecision answer(StepOutcome outcome) {
    return new Answer(outcome, 1);
  }

  static StepDecision waiting(int seconds) {
    return new Answer(StepOutcome.Waiting, seconds);
  }
}
