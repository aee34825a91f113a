package io.hotswap.runtime.reconciliation;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CacheEntry;
import io.hotswap.runtime.caching.Footprint;
import io.hotswap.runtime.caching.Retention;
import io.hotswap.runtime.caching.RetentionPolicy;
import io.hotswap.runtime.loading.LoadedVersion;
import java.util.List;
import java.util.stream.Stream;

/// The cache's entries of one plugin's versions. Guarded by its reconciler.
public record CacheOccupancy(
    PluginReconciler reconciler,
    VersionSlots slots,
    List<RoutingDocument> documents,
    RetentionPolicy retentionPolicy) {
  List<CacheEntry<CachedVersion>> entries() {
    return versions().filter(it -> it.slot().occupiesMemory()).map(this::entry).toList();
  }

  long coldBytes() {
    return versions().filter(it -> it.slot().isCold()).mapToLong(CachedVersion::bytes).sum();
  }

  /// Versions that are loading, being checked, refused or in a call are needed: they stay.
  CacheEntry<CachedVersion> entry(CachedVersion cached) {
    var ready = cached.slot().ready();
    boolean isIdle =
        !cached.slot().isAwaited() && ready.filter(it -> it.inFlight() == 0).isPresent();
    return new CacheEntry<>(
        cached,
        cached.bytes(),
        ready.map(LoadedVersion::lastUsed).orElse(0),
        isIdle ? retentionPolicy.of(cached.routed()) : Retention.NEEDED);
  }

  private Stream<CachedVersion> versions() {
    return documents.stream()
        .flatMap(it -> VersionSlots.loadedUnder(it).stream())
        .distinct()
        .flatMap(
            it -> slots.find(it).map(slot -> new CachedVersion(reconciler, it, slot)).stream());
  }

  /// A version and its slot.
  public record CachedVersion(PluginReconciler reconciler, RoutedVersion routed, VersionSlot slot) {
    /// Estimated size of the version when it is loaded.
    public long bytes() {
      return Footprint.of(routed.size());
    }
  }
}
