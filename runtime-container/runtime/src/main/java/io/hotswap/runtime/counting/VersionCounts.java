package io.hotswap.runtime.counting;

import java.util.EnumMap;
import java.util.Map;

/// What is counted of one version: all calls by outcome and by time, and by tenant since this node
/// began.
public final class VersionCounts {
  private final String plugin;
  private final Map<Outcome, Durations> durations = new EnumMap<>(Outcome.class);
  private final Slices slices = new Slices();
  private final TenantsCounts tenants = new TenantsCounts();
  private volatile boolean forgotten;

  /// @param plugin its name
  VersionCounts(String plugin) {
    this.plugin = plugin;
    for (var outcome : Outcome.values()) {
      durations.put(outcome, new Durations());
    }
  }

  /// Takes no lock, and allocates nothing.
  ///
  /// @param slice the ten seconds in which it ended
  void called(Outcome outcome, long nanos, long slice) {
    durations(outcome).count(nanos);
    slices.called(slice, outcome.isFailure(), nanos);
  }

  String plugin() {
    return plugin;
  }

  // Every outcome has its own from the beginning.
  @SuppressWarnings("NullAway")
  Durations durations(Outcome outcome) {
    return durations.get(outcome);
  }

  public Slices slices() {
    return slices;
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
