package io.hotswap.domain.deployment.rollout;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentSlot;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// Result of a step: an outcome, with or without a write.
///
/// For the outcome Waiting, `waitSeconds` says when to poll again.
sealed interface StepDecision {
  StepOutcome outcome();

  int waitSeconds();

  /// Nothing to write.
  record Answer(StepOutcome outcome, int waitSeconds) implements StepDecision {}

  /// The outcome applies only after this is written.
  record Write(
      Deployment next,
      DeploymentSlot slot,
      Optional<RoutingDocument> document,
      StepOutcome outcome,
      int waitSeconds)
      implements StepDecision {
    Write(
        Deployment next,
        DeploymentSlot slot,
        Optional<RoutingDocument> document,
        StepOutcome outcome) {
      this(next, slot, document, outcome, 1);
    }
  }

  static StepDecision answer(StepOutcome outcome) {
    return new Answer(outcome, 1);
  }

  static StepDecision waiting(int seconds) {
    return new Answer(StepOutcome.Waiting, seconds);
  }
}
