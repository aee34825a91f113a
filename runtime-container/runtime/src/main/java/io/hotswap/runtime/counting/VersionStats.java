package io.hotswap.runtime.counting;

import java.util.concurrent.atomic.LongAdder;

/// The counts of one version: calls by outcome and latency, and by tenant since this node started.
public final class VersionStats {
  private static final double NANOS_A_SECOND = 1e9;

  private final String plugin;
  private final LongAdder nanos = new LongAdder();
  private final StatsWindow statsWindow = new StatsWindow();
  private final TenantCounter tenants = new TenantCounter();
  private final FailedCalls failures = new FailedCalls();
  private volatile boolean forgotten;

  /// @param plugin its name
  VersionStats(String plugin) {
    this.plugin = plugin;
  }

  /// Takes no lock and allocates nothing, except for the first call in a slice.
  ///
  /// @param slice number of the slice in which the call ended
  void called(CallOutcome callOutcome, long nanos, long slice) {
    this.nanos.add(nanos);
    statsWindow.called(slice, callOutcome, nanos);
  }

  String plugin() {
    return plugin;
  }

  /// Duration of all its calls together.
  double seconds() {
    return nanos.sum() / NANOS_A_SECOND;
  }

  public StatsWindow window() {
    return statsWindow;
  }

  public FailedCalls failures() {
    return failures;
  }

  public TenantCounter tenants() {
    return tenants;
  }

  boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }
}
