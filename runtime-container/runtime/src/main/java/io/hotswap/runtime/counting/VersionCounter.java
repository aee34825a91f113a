package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Where one loaded version's calls are counted. Kept with it: looking it up would cost each call
/// as much as counting.
public final class VersionCounter {
  private final CallCounter callCounter;
  private final PluginRef ref;
  private volatile VersionStats found;

  VersionCounter(CallCounter callCounter, PluginRef ref) {
    this.callCounter = callCounter;
    this.ref = ref;
    this.found = callCounter.of(ref);
  }

  /// Where a tenant's calls are counted, to be kept too; null when there are too many tenants.
  public @Nullable TenantCounts of(String tenant) {
    return version().tenants().of(tenant);
  }

  /// @param kept what [#of] told, however long ago
  /// @param nanos how long the call took
  /// @param nanoTime when it ended, by `System.nanoTime()`
  public void called(
      String tenant,
      @Nullable TenantCounts kept,
      CallOutcome callOutcome,
      long nanos,
      long nanoTime) {
    var version = version();
    var found = kept != null && kept.isOf(version.tenants()) ? kept : version.tenants().of(tenant);
    long slice = callCounter.slice(nanoTime);
    version.called(callOutcome, nanos, slice);
    if (found == null) {
      callCounter.uncounted(ref);
    } else {
      found.called(slice, callOutcome.isFailure(), nanos);
    }
  }

  /// A call whose end is not the version's doing.
  ///
  /// @param reason in one word, for metrics
  public void excluded(String reason) {
    callCounter.excluded(ref, reason);
  }

  /// A business figure that the plugin recorded during a call of the tenant.
  public void recorded(String tenant, String name, double value) {
    if (!version().tenants().recorded(tenant, name, value)) {
      callCounter.uncounted(ref);
    }
  }

  /// A call that the plugin failed, for its author.
  ///
  /// @param failure made only when it is kept
  public void failed(Supplier<CallFailure> failure) {
    version().failures().failed(failure);
  }

  /// The time by which calls are counted.
  public Instant now() {
    return callCounter.now();
  }

  private VersionStats version() {
    var now = found;
    if (now.isForgotten()) {
      // It had no calls for minutes; from here on it is counted from nothing.
      now = callCounter.of(ref);
      found = now;
    }
    return now;
  }
}
