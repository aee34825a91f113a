package io.hotswap.domain.check.operations;

import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.check.CheckedVersions;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.listing.PageRequest;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Runs on a schedule and starts another run of checks that nobody runs any more: their execution
/// did not start, was stopped, or ended without a result.
public final class ReconcilingChecks {
  // A registration starts the first run itself.
  private static final Duration GRACE = Duration.ofSeconds(30);

  private static final int PAGE = 100;
  private static final int PAGES = 10;

  private final CheckedVersions checked;
  private final CheckExecutions executions;
  private final InstantSource clock;

  public ReconcilingChecks(
      CheckedVersions checked, CheckExecutions executions, InstantSource clock) {
    this.checked = checked;
    this.executions = executions;
    this.clock = clock;
  }

  /// Looks at 1,000 versions at most.
  ///
  /// @return the versions whose checks run again
  /// @throws PartialFailure at the end, when any could not be handled
  public List<VersionChecks> reconcile() {
    var now = clock.instant();
    return PartialFailure.afterAll(pending(), it -> restarted(it, now));
  }

  private List<VersionChecks> pending() {
    List<VersionChecks> all = new ArrayList<>();
    var page = checked.pending(PageRequest.first(PAGE));
    all.addAll(page.items());
    for (int read = 1; read < PAGES && page.next().isPresent(); read++) {
      page = checked.pending(new PageRequest(PAGE, page.next()));
      all.addAll(page.items());
    }
    return all;
  }

  private Optional<VersionChecks> restarted(VersionChecks listed, Instant now) {
    if (now.isBefore(listed.beganAt().plus(GRACE)) || executions.running(listed)) {
      return Optional.empty();
    }
    return checked
        .find(listed.pluginId(), listed.version())
        .filter(it -> !it.due().isEmpty() && it.run() == listed.run())
        .map(it -> it.again(now))
        .filter(it -> checked.write(it, Optional.empty()))
        .filter(executions::start);
  }
}
