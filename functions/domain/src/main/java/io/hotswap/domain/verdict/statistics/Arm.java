package io.hotswap.domain.verdict.statistics;

import io.hotswap.domain.telemetry.TenantStats;
import java.util.Map;

/// One arm's tenants that called, in the order of their names.
public final class Arm {
  /// No tenant weighs more than this share of its arm's calls.
  private static final double HEAVIEST = 0.1;

  final TenantStats[] now;
  final TenantStats[] before;

  public Arm(Map<String, TenantStats> arm, Map<String, TenantStats> past) {
    var called = arm.entrySet().stream().filter(it -> it.getValue().calls() > 0).toList();
    now = called.stream().map(Map.Entry::getValue).toArray(TenantStats[]::new);
    before =
        called.stream()
            .map(it -> past.getOrDefault(it.getKey(), TenantStats.NONE))
            .toArray(TenantStats[]::new);
  }

  public int tenants() {
    return now.length;
  }

  public long calls() {
    long calls = 0;
    for (var it : now) {
      calls += it.calls();
    }
    return calls;
  }

  /// The largest share of the calls that one tenant made.
  public double heaviest() {
    long most = 0;
    for (var it : now) {
      most = Math.max(most, it.calls());
    }
    return most == 0 ? 0 : (double) most / calls();
  }

  /// The largest weight of a tenant here, in calls.
  double cap() {
    return HEAVIEST * calls();
  }
}
