package io.hotswap.deployments.migration;

import io.hotswap.api.bulk.BulkJobView;
import io.hotswap.deployments.wire.PlanView;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.lifecycle.operations.MigratingVersion.Started;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// What moves the tenants of a version, as openapi.yaml describes it.
///
/// @param deployment that moves those without a pin
/// @param plan the same of a dry run
record MigrationView(
    BulkJobView bulkChange,
    Optional<UUID> deployment,
    Optional<PlanView> plan,
    String from,
    String to,
    List<String> warnings) {
  static MigrationView of(Started it, Optional<PlanView> plan) {
    var migration = it.migration();
    return new MigrationView(
        BulkJobView.of(migration.job()),
        it.deployment().map(deployment -> deployment.id().value()),
        plan,
        migration.move().from(),
        migration.move().to(),
        warnings(it));
  }

  private static List<String> warnings(Started it) {
    var migration = it.migration();
    List<String> warnings = new ArrayList<>(migration.warnings());
    it.serves()
        .filter(release -> it.deployment().isEmpty() && it.plan().isEmpty())
        .map(release -> ReleaseKey.parse(release).version())
        .filter(migration.move().from()::equals)
        .ifPresent(
            version ->
                warnings.add(
                    "In %s %s serves tenants without a pin too: send `deployment` to move them."
                        .formatted(migration.job().environment(), version)));
    return warnings;
  }
}
