package io.hotswap.deployments.reconciliation;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import io.hotswap.domain.lifecycle.operations.ReachingEndOfLife;
import io.hotswap.domain.lifecycle.operations.ReachingEndOfLife.Reached;
import io.hotswap.domain.lifecycle.operations.RemindingOfEndOfLife;
import io.hotswap.domain.lifecycle.operations.TellingDeprecations;
import io.hotswap.domain.lifecycle.operations.TellingDeprecations.Told;
import jakarta.inject.Singleton;
import java.time.Instant;
import java.util.Collection;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells nodes and tenants of deprecated versions, does at the end of their lives what was
/// announced, and logs how far it is.
@Singleton
final class DeprecationRunner {
  private static final Logger LOG = LoggerFactory.getLogger(DeprecationRunner.class);

  private final RemindingOfEndOfLife reminding;
  private final TellingDeprecations telling;
  private final ReachingEndOfLife reaching;

  DeprecationRunner(
      RemindingOfEndOfLife reminding, TellingDeprecations telling, ReachingEndOfLife reaching) {
    this.reminding = reminding;
    this.telling = telling;
    this.reaching = reaching;
  }

  /// Before [#run], which tells people.
  ///
  /// @throws PartialFailure at the end, when any could not be handled
  void remind(Origin origin) {
    try {
      logReminded(reminding.remind(origin));
    } catch (PartialFailure e) {
      logReminded(e.results());
      e.failures().forEach((version, why) -> LOG.error("{} was not told again", version, why));
      throw e;
    }
  }

  private static void logReminded(Collection<?> reminded) {
    reminded.stream()
        .map(VersionLifecycle.class::cast)
        .forEach(it -> LOG.info("{} {} ends soon", it.pluginId(), it.version()));
  }

  /// After [#run], so that nobody's version ends untold.
  ///
  /// @throws PartialFailure at the end, when any could not be handled
  void reach(Origin origin) {
    try {
      logReached(reaching.reach(origin));
    } catch (PartialFailure e) {
      logReached(e.results());
      e.failures().forEach((version, why) -> LOG.error("{} was not ended", version, why));
      throw e;
    }
  }

  private static void logReached(Collection<?> reached) {
    reached.stream()
        .map(Reached.class::cast)
        .forEach(
            it ->
                LOG.warn(
                    "The life of {} {} ended, {}: {}{}",
                    it.version().pluginId(),
                    it.version().version(),
                    it.action(),
                    it.done(),
                    it.complete() ? "" : " (to be tried again)"));
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
