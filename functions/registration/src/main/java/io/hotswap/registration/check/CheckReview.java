package io.hotswap.registration.check;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.operations.BeginningChecks;
import io.hotswap.domain.check.operations.ReconcilingChecks;
import jakarta.inject.Singleton;
import java.util.Collection;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What the schedule does: starts lost runs again, and walks over all plugins, a few a minute, to
/// find versions from before there were checks.
@Singleton
final class CheckReview {
  private static final Logger LOG = LoggerFactory.getLogger(CheckReview.class);

  private final ReconcilingChecks reconciling;
  private final BeginningChecks beginning;
  private Optional<String> next = Optional.empty();
  // A walk that finds nothing is the last of this process: new versions have their record.
  private boolean walks = true;
  private int begun;

  CheckReview(ReconcilingChecks reconciling, BeginningChecks beginning) {
    this.reconciling = reconciling;
    this.beginning = beginning;
  }

  /// @throws PartialFailure when any version could not be handled
  void review() {
    try {
      log(reconciling.reconcile());
    } catch (PartialFailure e) {
      log(e.results());
      e.failures().forEach((id, why) -> LOG.error("Checks {} did not run again", id, why));
      throw e;
    } finally {
      walk();
    }
  }

  private void walk() {
    if (walks) {
      var part = beginning.beginMissing(next);
      part.begun().forEach(it -> LOG.info("Checks of {} {} begin", it.name(), it.version()));
      begun += part.begun().size();
      next = part.next();
      if (next.isEmpty()) {
        walks = begun > 0;
        begun = 0;
      }
    }
  }

  private static void log(Collection<?> restarted) {
    for (var it : restarted) {
      if (it instanceof VersionChecks checks) {
        LOG.warn("Nobody checked {} {}: run {}", checks.pluginId(), checks.version(), checks.run());
      }
    }
  }
}
