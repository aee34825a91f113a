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

/// The room that one plugin's versions take. Its track guards it.
public record CacheOccupancy(
    PluginReconciler track,
    VersionSlots attempts,
    List<RoutingDocument> documents,
    RetentionPolicy holding) {
  List<CacheEntry<Seat>> residents() {
    return seats().filter(it -> it.attempt().takesRoom()).map(this::resident).toList();
  }

  long coldBytes() {
    return seats().filter(it -> it.attempt().isCold()).mapToLong(Seat::bytes).sum();
  }

  /// What is on its way, checked, refused or called, stays.
  CacheEntry<Seat> resident(Seat seat) {
    var version = seat.attempt().ready();
    boolean isIdle =
        !seat.attempt().isAwaited() && version.filter(it -> it.inFlight() == 0).isPresent();
    return new CacheEntry<>(
        seat,
        seat.bytes(),
        version.map(LoadedVersion::lastUsed).orElse(0),
        isIdle ? holding.of(seat.routed()) : Retention.NEEDED);
  }

  private Stream<Seat> seats() {
    return documents.stream()
        .flatMap(it -> VersionSlots.loadedUnder(it).stream())
        .distinct()
        .flatMap(it -> attempts.find(it).map(slot -> new Seat(track, it, slot)).stream());
  }

  /// A version, and where it stands.
  public record Seat(PluginReconciler track, RoutedVersion routed, VersionSlot attempt) {
    /// Estimated, when it is loaded.
    public long bytes() {
      return Footprint.of(routed.size());
    }
  }
}
