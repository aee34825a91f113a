package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.batch.GroupedWork;
import io.hotswap.domain.batch.PartialFailure;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.Pin;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginEdits;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkLine.PinMove;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import java.time.Instant;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/// Runs on a schedule and carries jobs on, a part at a time. Changes of one shard would wait for
/// each other anyway; those of others are made beside them. A part that was begun and not recorded
/// is done again: what it has written by then is as wanted already.
public final class RunningBulkJobs {
  // Those between two waves only wait.
  private static final int JOBS = 50;
  // A line mostly waits for its reads and its write.
  private static final int WORKERS = 4;

  private final BulkJobs jobs;
  private final ChangingTenantPlugins changing;
  private final PinnableVersions pinnable;
  private final Supplier<SettingsCheck> checks;
  private final BulkJobGate gate;
  private final InstantSource clock;

  /// @param checks of the settings that a line wants; made anew for each job and run
  public RunningBulkJobs(
      BulkJobs jobs,
      ChangingTenantPlugins changing,
      PinnableVersions pinnable,
      Deployments deployments,
      MoveWatch watch,
      Supplier<SettingsCheck> checks,
      InstantSource clock) {
    this.jobs = jobs;
    this.changing = changing;
    this.pinnable = pinnable;
    this.checks = checks;
    this.gate =
        new BulkJobGate(jobs, deployments, pinnable, watch, new StartingBulkJobs(jobs, clock));
    this.clock = clock;
  }

  /// @param deadline after which no further part is begun
  /// @return the jobs that were carried on, as they are now
  /// @throws PartialFailure at the end, when any could not be carried on
  public List<BulkJob> run(Instant deadline) {
    return PartialFailure.afterAll(jobs.open(JOBS), id -> carriedOn(id, deadline));
  }

  /// What was read for one run of a job.
  private record Found(Map<String, Result<RoutedVersion>> versions, SettingsCheck check) {}

  /// Empty when nothing came of it: between two waves, or when the time is up.
  private Optional<BulkJob> carriedOn(UUID id, Instant deadline) {
    var found = new Found(new ConcurrentHashMap<>(), checks.get());
    var current = jobs.find(id).flatMap(gate::passed);
    var carriedOn = current.filter(BulkJob::isStopped);
    while (isDue(current, deadline)) {
      current = current.flatMap(it -> advanced(it, found));
      carriedOn = current.or(() -> jobs.find(id));
    }
    return carriedOn;
  }

  private boolean isDue(Optional<BulkJob> job, Instant deadline) {
    var now = clock.instant();
    return now.isBefore(deadline) && job.filter(it -> it.isDue(now)).isPresent();
  }

  /// Empty when another run was first.
  private Optional<BulkJob> advanced(BulkJob job, Found found) {
    var results =
        GroupedWork.results(
            numbered(job),
            it -> id(job, it.line()).shard(),
            it -> result(job, it.number(), it.line(), found),
            WORKERS);
    var next = job.with(results, clock.instant());
    return jobs.advance(job, next, results) ? Optional.of(next) : Optional.empty();
  }

  private record NumberedLine(int number, BulkLine line) {}

  private List<NumberedLine> numbered(BulkJob job) {
    var lines = jobs.next(job);
    return IntStream.range(0, lines.size())
        .mapToObj(it -> new NumberedLine(job.handled() + it + 1, lines.get(it)))
        .toList();
  }

  private static TenantPluginId id(BulkJob job, BulkLine line) {
    return new TenantPluginId(job.environment(), job.pluginId(), line.tenant());
  }

  private BulkResult result(BulkJob job, int number, BulkLine line, Found found) {
    var command =
        new ChangingTenantPlugins.Command(
            id(job, line),
            Optional.empty(),
            job.dryRun(),
            "bulkChange",
            Optional.of(job.reason()),
            job.origin());
    var result =
        changing.change(
            command,
            it -> edited(job, it, line, found).then(next -> found.check().checked(it, next)));
    return switch (result) {
      case Result.Done<ChangingTenantPlugins.Change>(var change) ->
          new BulkResult(
              number, line.tenant(), change.isEmpty() ? Outcome.Unchanged : Outcome.Changed, "");
      case Result.Refused<ChangingTenantPlugins.Change>(var refusal) ->
          new BulkResult(number, line.tenant(), Outcome.Refused, sentence(refusal));
    };
  }

  private static String sentence(Refusal refusal) {
    var fixes = refusal.errors().stream().map(FieldError::fix).collect(Collectors.joining(" "));
    return (refusal.detail() + " " + fixes).strip();
  }

  private Result<TenantPlugin> edited(
      BulkJob job, TenantPlugin before, BulkLine line, Found found) {
    var after = line.enabled().map(before::withEnabled).orElse(before);
    if (line.access().isPresent() || line.noAccess()) {
      after = after.withAccess(line.access());
    }
    if (line.unpin()) {
      after = after.withPin(Optional.empty());
    }
    if (line.quota().isPresent() || line.noQuota()) {
      after = after.withQuota(after.quota().withCeiling(line.quota()));
    }
    return line.move().isPresent()
        ? moved(job, after, line.move().get(), found)
        : pinned(job, after, line, found);
  }

  private Result<TenantPlugin> moved(BulkJob job, TenantPlugin it, PinMove move, Found found) {
    return it.pin()
        .filter(pin -> pin.version().version().equals(move.from()))
        .map(
            pin ->
                version(it, move.to(), job.dryRun(), found)
                    .map(to -> new Pin(to, job.reason(), clock.instant(), pin.expiresAt()))
                    .then(wanted -> TenantPluginEdits.pinned(wanted).apply(it)))
        .orElseGet(() -> Result.done(it));
  }

  /// Deployments are read once a version, not once a tenant.
  ///
  /// @param once whether it is tried as if the version had been deployed, as a migration may do
  private Result<RoutedVersion> version(
      TenantPlugin it, String version, boolean once, Found found) {
    return found
        .versions()
        .computeIfAbsent(
            version,
            wanted ->
                once ? pinnable.onceDeployed(it.id(), wanted) : pinnable.find(it.id(), wanted));
  }

  private Result<TenantPlugin> pinned(BulkJob job, TenantPlugin it, BulkLine line, Found found) {
    return line.pin()
        .map(
            pin ->
                PinnableVersions.orKept(it, pin.version(), version(it, pin.version(), false, found))
                    .map(
                        version -> new Pin(version, job.reason(), clock.instant(), pin.expiresAt()))
                    .then(wanted -> TenantPluginEdits.pinned(wanted).apply(it)))
        .orElseGet(() -> Result.done(it));
  }
}
