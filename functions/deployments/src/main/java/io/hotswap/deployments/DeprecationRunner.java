package io.hotswap.deployments;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.lifecycle.operations.TellingDeprecations;
import io.hotswap.domain.lifecycle.operations.TellingDeprecations.Told;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells nodes and tenants of deprecated versions, and logs how far it is.
@Singleton
final class DeprecationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(DeprecationRunner.class);

  private final TellingDeprecations telling;

  DeprecationRunner(TellingDeprecations telling) {
    this.telling = telling;
  }

  /// @throws PartialFailure at the end, when any could not be carried on
  void run(Origin origin, Instant deadline) {
    try {
      log(telling.tell(origin, deadline));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((task, why) -> LOG.error("{} was not carried on", task, why));
      throw e;
    }
  }

  private static void log(Collection<?> told) {
    told.stream()
        .map(Told.class::cast)
        .forEach(
            it ->
                LOG.info(
                    "Deprecation of {} {}: {} messages, {}",
                    it.task().pluginId(),
                    it.task().version(),
                    it.messages(),
                    it.ended() ? "ended" : "to be carried on"));
  }
}
