package io.hotswap.domain.deployment;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;

/// Figures of two versions, clear enough for a verdict at the first look.
public enum Compared {
  Better(1, 10),
  Same(1, 1),
  Worse(10, 1);

  static final int TENANTS = 200;
  private static final int CALLS = 200;

  private final long candidateFailures;
  private final long baselineFailures;

  /// Failures of the 200 calls that each tenant makes.
  Compared(long candidateFailures, long baselineFailures) {
    this.candidateFailures = candidateFailures;
    this.baselineFailures = baselineFailures;
  }

  TenantSample in(String window, String candidate, String baseline, Instant at) {
    return in(window, candidate, baseline, at, TENANTS);
  }

  /// @param candidateTenants that called the candidate
  TenantSample in(
      String window, String candidate, String baseline, Instant at, int candidateTenants) {
    var b = arm("b", candidateTenants, candidateFailures);
    var a = arm("a", TENANTS, baselineFailures);
    var before = new HashMap<>(arm("a", TENANTS, baselineFailures));
    before.putAll(arm("b", candidateTenants, baselineFailures));
    return new TenantSample(
        Environment.Development,
        InMemoryControlPlane.MARKDOWN,
        window,
        "n1",
        "n1-1",
        at,
        Map.of(candidate, b, baseline, a),
        before);
  }

  private static Map<String, TenantStats> arm(String arm, int tenants, long failures) {
    Map<String, TenantStats> figures = new HashMap<>();
    for (int i = 0; i < tenants; i++) {
      double logMicros = CALLS * (6 + (i % 7) * 0.01);
      figures.put(arm + i, new TenantStats(CALLS, failures, logMicros, Map.of()));
    }
    return figures;
  }
}
