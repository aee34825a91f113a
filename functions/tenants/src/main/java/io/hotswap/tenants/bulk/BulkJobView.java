package io.hotswap.tenants.bulk;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.bulk.BulkJob;
import java.time.Instant;
import java.util.Optional;
import java.util.UUID;

/// A job and its progress as openapi.yaml describes them.
record BulkJobView(
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
    Optional<Instant> endedAt) {
  static BulkJobView of(BulkJob it) {
    return new BulkJobView(
        it.id(),
        it.pluginId(),
        it.environment(),
        it.endedAt().isPresent() ? "Ended" : it.handled() > 0 ? "Running" : "Waiting",
        it.reason(),
        it.dryRun(),
        it.origin().name(),
        it.total(),
        it.handled(),
        it.changed(),
        it.handled() - it.changed() - it.refused(),
        it.refused(),
        it.createdAt(),
        it.endedAt());
  }
}
