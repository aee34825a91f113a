package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// What a step makes of a situation.
///
/// Wherever an outcome is Waiting, it comes with the seconds after which to look again.
sealed interface Decision {
  StepOutcome outcome();

  int waitSeconds();

  /// Nothing to write.
  record Answer(StepOutcome outcome, int waitSeconds) implements Decision {}

  /// Answer only after this is written.
  record Write(
      Deployment next,
      Place place,
      Optional<RoutingDocument> document,
      StepOutcome outcome,
      int waitSeconds)
      implements Decision {
    Write(Deployment next, Place place, Optional<RoutingDocument> document, StepOutcome outcome) {
      this(next, place, document, outcome, 1);
    }
  }

  static Decision answer(StepOutcome outcome) {
    return new Answer(outcome, 1);
  }

  static Decision waiting(int seconds) {
    return new Answer(StepOutcome.Waiting, seconds);
  }
}
