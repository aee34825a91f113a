package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.RunningErasures;
import io.micronaut.context.annotation.Prototype;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries erasures on, and logs how far they are: without whose data it is.
@Prototype
final class ErasureRunner {
  private static final Logger LOG = LoggerFactory.getLogger(ErasureRunner.class);

  private final RunningErasures runningErasures;

  ErasureRunner(RunningErasures runningErasures) {
    this.runningErasures = runningErasures;
  }

  /// @throws PartialFailure at the end, when any could not be carried on
  void run(Instant deadline) {
    try {
      log(runningErasures.run(deadline));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((id, why) -> LOG.error("Erasure {} was not carried on", id, why));
      throw e;
    }
  }

  private static void log(Collection<?> erasures) {
    erasures.stream()
        .map(Erasure.class::cast)
        .forEach(
            it ->
                LOG.info(
                    "Erasure {}: erased {}{}",
                    it.id(),
                    it.erased(),
                    it.hasEnded() ? ", nothing is left" : ""));
  }
}
