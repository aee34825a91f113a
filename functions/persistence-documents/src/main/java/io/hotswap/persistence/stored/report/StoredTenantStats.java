package io.hotswap.persistence.stored.report;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.Map;

record StoredTenantStats(
    long calls, long failures, double logMicros, Map<String, Double> recorded) {
  static StoredTenantStats of(TenantStats it) {
    return new StoredTenantStats(it.calls(), it.failures(), it.logMicros(), it.recorded());
  }

  TenantStats toDomain() {
    return new TenantStats(calls, failures, logMicros, recorded);
  }
}
