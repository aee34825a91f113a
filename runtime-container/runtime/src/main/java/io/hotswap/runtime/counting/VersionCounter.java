package io.hotswap.runtime.counting;

import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.runtime.plugin.PluginRef;
import java.time.Instant;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// Counts the calls of one loaded version. Kept with the version, because a lookup for each call
/// would cost as much as the counting.
public final class VersionCounter {
  private final CallCounter callCounter;
  private final PluginRef ref;
  private volatile VersionStats found;

  VersionCounter(CallCounter callCounter, PluginRef ref) {
    this.callCounter = callCounter;
    this.ref = ref;
    this.found = callCounter.of(ref);
  }

  /// The counts of a tenant's calls, to be kept by the caller; null when there are too many
  /// tenants.
  public @Nullable TenantCounts of(String tenant) {
    return version().tenants().of(tenant);
  }

  /// @param kept a result of [#of], of any age
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

  /// Counts a call that the version is not responsible for.
  ///
  /// @param reason label for metrics
  public void excluded(String reason) {
    callCounter.excluded(ref, reason);
  }

  /// Adds a business metric that the plugin recorded during a call of the tenant.
  public void recorded(String tenant, String name, double value) {
    if (!version().tenants().recorded(tenant, name, value)) {
      callCounter.uncounted(ref);
    }
  }

  /// Keeps a failed call for the plugin's author.
  ///
  /// @param failure called only if it is kept
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
      // It was forgotten after minutes without calls: its counts start at zero.
      now = callCounter.of(ref);
      found = now;
    }
    return now;
  }
}
