package io.hotswap.runtime.counting;

import io.hotswap.runtime.plugin.PluginRef;

/// Where one loaded version's calls are counted. Kept with it: looking it up would cost each call
/// as much as counting.
public final class Tally {
  private final Counts counts;
  private final PluginRef ref;
  private volatile VersionCounts found;

  Tally(Counts counts, PluginRef ref) {
    this.counts = counts;
    this.ref = ref;
    this.found = counts.of(ref);
  }

  /// @param nanos how long the call took
  /// @param nanoTime when it ended, by `System.nanoTime()`
  public void called(String tenant, Outcome outcome, long nanos, long nanoTime) {
    if (!version().called(tenant, outcome, nanos, counts.slice(nanoTime))) {
      counts.uncounted(ref);
    }
  }

  /// A business figure that the plugin recorded during a call of the tenant.
  public void recorded(String tenant, String name, double value) {
    if (!version().tenants().recorded(tenant, name, value)) {
      counts.uncounted(ref);
    }
  }

  private VersionCounts version() {
    var now = found;
    if (now.isForgotten()) {
      // It had no calls for minutes; from here on it is counted from nothing.
      now = counts.of(ref);
      found = now;
    }
    return now;
  }
}
