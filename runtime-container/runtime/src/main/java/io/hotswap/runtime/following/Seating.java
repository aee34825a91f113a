package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.Footprint;
import io.hotswap.runtime.caching.Hold;
import io.hotswap.runtime.caching.Resident;
import io.hotswap.runtime.loading.LoadedVersion;
import java.util.List;
import java.util.stream.Stream;

/// The room that one plugin's versions take. Its track guards it.
record Seating(
    PluginTrack track, Attempts attempts, List<RoutingDocument> documents, Holding holding) {
  List<Resident<Seat>> residents() {
    return seats().filter(it -> it.attempt().takesRoom()).map(this::resident).toList();
  }

  long coldBytes() {
    return seats().filter(it -> it.attempt().isCold()).mapToLong(Seat::bytes).sum();
  }

  /// What is on its way, checked, refused or called, stays.
  Resident<Seat> resident(Seat seat) {
    var version = seat.attempt().ready();
    boolean isIdle =
        !seat.attempt().isAwaited() && version.filter(it -> it.inFlight() == 0).isPresent();
    return new Resident<>(
        seat,
        seat.bytes(),
        version.map(LoadedVersion::lastUsed).orElse(0),
        isIdle ? holding.of(seat.routed()) : Hold.NEEDED);
  }

  private Stream<Seat> seats() {
    return documents.stream()
        .flatMap(it -> Attempts.loadedUnder(it).stream())
        .distinct()
        .flatMap(it -> attempts.find(it).map(attempt -> new Seat(track, it, attempt)).stream());
  }

  /// A version, and where it stands.
  record Seat(PluginTrack track, RoutedVersion routed, Attempt attempt) {
    /// Estimated, when it is loaded.
    long bytes() {
      return Footprint.of(routed.size());
    }
  }
}
