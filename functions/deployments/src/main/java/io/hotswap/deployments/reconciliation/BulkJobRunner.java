package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.RunningBulkJobs;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Carries bulk changes on, and logs how far they are.
@Singleton
final class BulkJobRunner {
  private static final Logger LOG = LoggerFactory.getLogger(BulkJobRunner.class);

  private final RunningBulkJobs runningBulkJobs;

  BulkJobRunner(RunningBulkJobs runningBulkJobs) {
    this.runningBulkJobs = runningBulkJobs;
  }

  /// @throws PartialFailure at the end, when any could not be carried on
  void run(Instant deadline) {
    try {
      log(runningBulkJobs.run(deadline));
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((id, why) -> LOG.error("Bulk change {} was not carried on", id, why));
      throw e;
    }
  }

  private static void log(Collection<?> jobs) {
    jobs.stream().map(BulkJob.class::cast).forEach(BulkJobRunner::log);
  }

  private static void log(BulkJob it) {
    LOG.info(
        "Bulk change {}: {} of {} lines, {} refused",
        it.id(),
        it.handled(),
        it.total(),
        it.refused());
    it.stoppedBecause().ifPresent(why -> LOG.warn("Bulk change {} stopped: {}", it.id(), why));
  }
}
