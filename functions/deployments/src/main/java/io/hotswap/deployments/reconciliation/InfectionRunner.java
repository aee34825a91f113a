package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.malware.StoppingInfected;
import io.hotswap.domain.malware.StoppingInfected.Stopped;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Stops what serves of versions with malware, and logs it.
@Singleton
final class InfectionRunner {
  private static final Logger LOG = LoggerFactory.getLogger(InfectionRunner.class);

  private final StoppingInfected stopping;

  InfectionRunner(StoppingInfected stopping) {
    this.stopping = stopping;
  }

  /// @throws PartialFailure at the end, when something could not be stopped
  List<Stopped> run(Origin origin) {
    try {
      var stopped = stopping.stop(origin);
      log(stopped);
      return stopped;
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((what, why) -> LOG.error("{} was not stopped", what, why));
      throw e;
    }
  }

  private static void log(Collection<?> stopped) {
    stopped.stream()
        .map(Stopped.class::cast)
        .forEach(
            it ->
                LOG.warn(
                    "Malware in {} {} in {}: {}",
                    it.binary().plugin(),
                    it.binary().version(),
                    it.environment(),
                    it.what()));
  }
}
