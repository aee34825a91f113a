package io.hotswap.domain.verdict;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.LinkedHashMap;
import java.util.Map;

/// An arm whose tenants are all alike.
///
/// @param failures of each tenant's calls
/// @param millis of each call
/// @param conversions recorded by each tenant
record Seen(int tenants, long calls, long failures, double millis, double conversions) {
  static final Seen NOBODY = new Seen(0, 0, 0, 1, 0);

  static Seen tenants(int tenants, long calls, long failures) {
    return new Seen(tenants, calls, failures, 20, 0);
  }

  Seen taking(double millis) {
    return new Seen(tenants, calls, failures, millis, conversions);
  }

  Seen converting(double conversions) {
    return new Seen(tenants, calls, failures, millis, conversions);
  }

  Evidence against(Seen baseline) {
    return new Evidence(arm("c"), baseline.arm("b"), Map.of());
  }

  private Map<String, TenantStats> arm(String prefix) {
    Map<String, TenantStats> arm = new LinkedHashMap<>();
    for (int i = 0; i < tenants; i++) {
      double spread = i % 2 == 0 ? 1.05 : 0.95;
      double logMicros = calls * StrictMath.log(1_000 * millis * spread);
      double recorded = conversions * spread;
      arm.put(
          prefix + i, new TenantStats(calls, failures, logMicros, Map.of("conversions", recorded)));
    }
    return arm;
  }
}
