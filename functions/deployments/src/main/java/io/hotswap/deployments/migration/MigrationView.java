package io.hotswap.tenants.bulk;

import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.tenant.bulk.MigratingTenants.Migration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What moves the tenants of a version, as openapi.yaml describes it.
record MigrationView(BulkJobView bulkChange, String from, String to, List<String> warnings) {
  /// @param serves the release that serves tenants without a pin there, if any does
  static MigrationView of(Migration it, Optional<String> serves) {
    List<String> warnings = new ArrayList<>(it.warnings());
    serves
        .map(release -> ReleaseKey.parse(release).version())
        .filter(it.move().from()::equals)
        .ifPresent(
            version ->
                warnings.add(
                    "In %s %s serves tenants without a pin too: a deployment of %s moves them."
                        .formatted(it.job().environment(), version, it.move().to())));
    return new MigrationView(BulkJobView.of(it.job()), it.move().from(), it.move().to(), warnings);
  }
}
