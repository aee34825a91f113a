package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.bulk.BulkResult.Outcome;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Many changes of one plugin's tenants, carried out one after the other.
///
/// @param reason why, for pins and audit records
/// @param dryRun whether the lines are tried only, and nothing of them is written
/// @param origin who asked for it
/// @param total lines
/// @param handled lines, from the first on
/// @param endedAt when the last line was handled, or the job was stopped
/// @param waves empty: all lines as soon as possible
/// @param continuesAt when the next wave begins; empty: now
/// @param after the deployment that has to have succeeded before the first line
/// @param stoppedBecause why it stopped by itself; empty when a person stopped it
public record BulkJob(
    UUID id,
    Environment environment,
    PluginId pluginId,
    String reason,
    boolean dryRun,
    Origin origin,
    int total,
    int handled,
    int changed,
    int refused,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<Waves> waves,
    Optional<Instant> continuesAt,
    Optional<DeploymentId> after,
    Optional<String> stoppedBecause) {
  public BulkJob {
    reason = BoundedText.sentence(reason);
    stoppedBecause = stoppedBecause.map(BoundedText::sentence);
  }

  /// One that waits for no deployment.
  public BulkJob(
      UUID id,
      Environment environment,
      PluginId pluginId,
      String reason,
      boolean dryRun,
      Origin origin,
      int total,
      int handled,
      int changed,
      int refused,
      Instant createdAt,
      Optional<Instant> endedAt,
      Optional<Waves> waves,
      Optional<Instant> continuesAt) {
    this(
        id,
        environment,
        pluginId,
        reason,
        dryRun,
        origin,
        total,
        handled,
        changed,
        refused,
        createdAt,
        endedAt,
        waves,
        continuesAt,
        Optional.empty(),
        Optional.empty());
  }

  /// One without waves.
  public BulkJob(
      UUID id,
      Environment environment,
      PluginId pluginId,
      String reason,
      boolean dryRun,
      Origin origin,
      int total,
      int handled,
      int changed,
      int refused,
      Instant createdAt,
      Optional<Instant> endedAt) {
    this(
        id,
        environment,
        pluginId,
        reason,
        dryRun,
        origin,
        total,
        handled,
        changed,
        refused,
        createdAt,
        endedAt,
        Optional.empty(),
        Optional.empty());
  }

  /// Lines that are handled, and written, together.
  public int partSize() {
    return waves.map(Waves::tenants).orElse(BulkJobs.PART);
  }

  /// Whether it ended before its last line.
  public boolean isStopped() {
    return endedAt.isPresent() && handled < total;
  }

  boolean isDue(Instant now) {
    return endedAt.isEmpty() && continuesAt.filter(now::isBefore).isEmpty();
  }

  /// The deployment without which nothing of it can begin.
  Optional<DeploymentId> awaited() {
    return handled == 0 && !dryRun ? after : Optional.empty();
  }

  /// @param because empty: a person wanted it
  BulkJob stopped(Instant now, Optional<String> because) {
    return new BulkJob(
        id,
        environment,
        pluginId,
        reason,
        dryRun,
        origin,
        total,
        handled,
        changed,
        refused,
        createdAt,
        Optional.of(now),
        waves,
        Optional.empty(),
        after,
        because);
  }

  BulkJob with(List<BulkResult> results, Instant now) {
    int next = handled + results.size();
    return new BulkJob(
        id,
        environment,
        pluginId,
        reason,
        dryRun,
        origin,
        total,
        next,
        changed + count(results, Outcome.Changed),
        refused + count(results, Outcome.Refused),
        createdAt,
        next == total ? Optional.of(now) : Optional.empty(),
        waves,
        next == total ? Optional.empty() : waves.map(it -> now.plus(it.pause())),
        after,
        stoppedBecause);
  }

  private static int count(List<BulkResult> results, Outcome outcome) {
    return (int) results.stream().filter(it -> it.outcome() == outcome).count();
  }
}
