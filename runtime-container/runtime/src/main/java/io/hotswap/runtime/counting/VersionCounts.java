package io.hotswap.runtime.counting;

import java.util.concurrent.atomic.LongAdder;

/// What is counted of one version: all calls by outcome and by time, and by tenant since this node
/// began.
public final class VersionCounts {
  private static final double NANOS_A_SECOND = 1e9;

  private final String plugin;
  private final LongAdder nanos = new LongAdder();
  private final Slices slices = new Slices();
  private final TenantsCounts tenants = new TenantsCounts();
  private final FailedCalls failures = new FailedCalls();
  private volatile boolean forgotten;

  /// @param plugin its name
  VersionCounts(String plugin) {
    this.plugin = plugin;
  }

  /// Takes no lock and allocates nothing, but for the first call of ten seconds.
  ///
  /// @param slice the ten seconds in which it ended
  void called(Outcome outcome, long nanos, long slice) {
    this.nanos.add(nanos);
    slices.called(slice, outcome, nanos);
  }

  String plugin() {
    return plugin;
  }

  /// All its calls together.
  double seconds() {
    return nanos.sum() / NANOS_A_SECOND;
  }

  public Slices slices() {
    return slices;
  }

  public FailedCalls failures() {
    return failures;
  }

  public TenantsCounts tenants() {
    return tenants;
  }

  boolean isForgotten() {
    return forgotten;
  }

  void forget() {
    forgotten = true;
  }
}
