package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentOutcome;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkLine.PinMove;
import java.util.Optional;

/// Whether a job can be carried on. It stops when the deployment that it waits for does not
/// succeed, and when the version that it moves tenants to turns out to be worse.
final class BulkJobGate {
  private final BulkJobs jobs;
  private final Deployments deployments;
  private final PinnableVersions pinnable;
  private final MoveWatch watch;
  private final StartingBulkJobs starting;

  BulkJobGate(
      BulkJobs jobs,
      Deployments deployments,
      PinnableVersions pinnable,
      MoveWatch watch,
      StartingBulkJobs starting) {
    this.jobs = jobs;
    this.deployments = deployments;
    this.pinnable = pinnable;
    this.watch = watch;
    this.starting = starting;
  }

  /// The job, as it was stopped if it was; empty while it waits for its deployment.
  Optional<BulkJob> passed(BulkJob job) {
    return job.endedAt().isPresent()
        ? Optional.of(job)
        : job.awaited().map(it -> following(job, it)).orElseGet(() -> Optional.of(watched(job)));
  }

  private Optional<BulkJob> following(BulkJob job, DeploymentId id) {
    return deployments
        .find(id)
        .flatMap(Deployment::outcome)
        .map(
            it ->
                it == DeploymentOutcome.Succeeded
                    ? watched(job)
                    : stopped(job, "The deployment %s ended as %s.".formatted(id, it)));
  }

  private BulkJob watched(BulkJob job) {
    return move(job).flatMap(it -> objection(job, it)).map(it -> stopped(job, it)).orElse(job);
  }

  private Optional<PinMove> move(BulkJob job) {
    return job.dryRun()
        ? Optional.empty()
        : jobs.next(job).stream().findFirst().flatMap(BulkLine::move);
  }

  private Optional<String> objection(BulkJob job, PinMove move) {
    return watch
        .objection(job, release(job, move.from()), release(job, move.to()))
        .map(it -> "%s is worse than %s. %s".formatted(move.to(), move.from(), it));
  }

  /// As tenants are pinned to it.
  private String release(BulkJob job, String version) {
    var anybody = TenantPluginId.ofEveryTenant(job.environment(), job.pluginId());
    return switch (pinnable.find(anybody, version)) {
      case Result.Done<RoutedVersion>(var it) -> it.release();
      case Result.Refused<RoutedVersion> refused -> version;
    };
  }

  private BulkJob stopped(BulkJob job, String because) {
    var origin = Origin.system("reconciliation", job.id().toString(), job.origin().traceparent());
    return switch (starting.stop(job, origin, Optional.of(because))) {
      case Result.Done<BulkJob>(var stopped) -> stopped;
      case Result.Refused<BulkJob>(var refusal) ->
          throw new IllegalStateException(refusal.detail());
    };
  }
}
