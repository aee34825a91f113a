package io.hotswap.api.bulk;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A job and its progress as openapi.yaml describes them.
public record BulkJobView(
    UUID id,
    PluginId pluginId,
    Environment environment,
    String status,
    String reason,
    boolean dryRun,
    String createdBy,
    int lines,
    int handled,
    int changed,
    int unchanged,
    int refused,
    Instant createdAt,
    Optional<Instant> endedAt,
    Optional<WavesView> waves,
    Optional<Instant> continuesAt,
    Optional<UUID> afterDeployment,
    Optional<String> stoppedBecause) {
  public static BulkJobView of(BulkJob it) {
    return new BulkJobView(
        it.id(),
        it.pluginId(),
        it.environment(),
        status(it),
        it.reason(),
        it.dryRun(),
        it.origin().name(),
        it.total(),
        it.handled(),
        it.changed(),
        it.handled() - it.changed() - it.refused(),
        it.refused(),
        it.createdAt(),
        it.endedAt(),
        it.waves().map(WavesView::of),
        it.continuesAt(),
        it.after().map(DeploymentId::value),
        it.stoppedBecause());
  }

  private static String status(BulkJob it) {
    if (it.endedAt().isPresent()) {
      return it.isStopped() ? "Stopped" : "Ended";
    }
    return it.handled() > 0 ? "Running" : "Waiting";
  }
}
