package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// What a step makes of a situation.
sealed interface Decision {
  /// Nothing to write.
  record Answer(StepOutcome outcome) implements Decision {}

  /// Answer only after this is written.
  record Write(
      Deployment next, Place place, Optional<RoutingDocument> document, StepOutcome outcome)
      implements Decision {}

  static Decision answer(StepOutcome outcome) {
    return new Answer(outcome);
  }
}
