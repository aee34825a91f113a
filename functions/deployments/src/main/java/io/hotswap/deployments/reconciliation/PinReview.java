package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.tenant.EndingPins;
import io.hotswap.domain.tenant.EndingPins.DuePin;
import io.hotswap.domain.tenant.EndingPins.Outcome;
import io.hotswap.telemetry.FunctionMetrics;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Ends pins that have expired, and logs and counts them.
@Singleton
final class PinReview {
  private static final Logger LOG = LoggerFactory.getLogger(PinReview.class);

  private final EndingPins endingPins;

  PinReview(EndingPins endingPins) {
    this.endingPins = endingPins;
  }

  /// @throws PartialFailure at the end, when any could not be ended or announced
  void review(Origin origin, Instant deadline) {
    try {
      log(endingPins.end(origin, deadline));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((id, why) -> LOG.error("The pin of {} was not handled", id, why));
      throw e;
    }
  }

  private static void log(Collection<?> handled) {
    handled.stream().map(DuePin.class::cast).forEach(PinReview::log);
  }

  private static void log(DuePin it) {
    if (it.outcome() != Outcome.Waiting) {
      LOG.info(
          "The end of the pin of {} to {}: {}",
          it.id(),
          it.pin().version().release(),
          it.outcome());
    }
    FunctionMetrics.count(
        metric(it.outcome()), Map.of("environment", it.id().environment().name()));
  }

  private static String metric(Outcome outcome) {
    return switch (outcome) {
      case Announced -> "pins.announced.total";
      case Ended -> "pins.ended.total";
      // Counted in each run, so its sum over a minute is how many there are.
      case Waiting -> "pins.waiting";
    };
  }
}
