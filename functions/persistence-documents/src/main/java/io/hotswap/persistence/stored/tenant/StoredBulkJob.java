package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import io.hotswap.domain.tenant.bulk.Waves;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A job's progress.
public record StoredBulkJob(
    UUID id,
    Environment environment,
    PluginId pluginId,
    String reason,
    boolean dryRun,
    StoredOrigin origin,
    int total,
    int handled,
    int changed,
    int refused,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<StoredWaves> waves,
    Optional<Instant> continuesAt,
    Optional<DeploymentId> after,
    Optional<String> stoppedBecause) {
  public static StoredBulkJob of(BulkJob it) {
    return new StoredBulkJob(
        it.id(),
        it.environment(),
        it.pluginId(),
        it.reason(),
        it.dryRun(),
        StoredOrigin.of(it.origin()),
        it.total(),
        it.handled(),
        it.changed(),
        it.refused(),
        it.createdAt(),
        it.endedAt(),
        it.waves().map(waves -> new StoredWaves(waves.tenants(), waves.pause())),
        it.continuesAt(),
        it.after(),
        it.stoppedBecause());
  }

  public BulkJob toDomain() {
    return new BulkJob(
        id,
        environment,
        pluginId,
        reason,
        dryRun,
        origin.toDomain(),
        total,
        handled,
        changed,
        refused,
        createdAt,
        endedAt,
        waves.map(it -> new Waves(it.tenants(), it.pause())),
        continuesAt,
        after,
        stoppedBecause);
  }

  record StoredWaves(int tenants, Duration pause) {}
}
