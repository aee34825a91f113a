package io.hotswap.runtime.following;

import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.Caching;
import io.hotswap.runtime.caching.Footprint;
import io.hotswap.runtime.caching.Hold;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// What a node that starts leaves cold: it loads what is needed first, then what is warm here, then
/// the rest, until the cache is full.
final class StartPlan {
  private final Set<Place> cold = new HashSet<>();

  private record Place(PluginId plugin, String version) {}

  private record Candidate(Place place, Hold hold, long bytes) {}

  /// @param taken bytes that are loaded already
  StartPlan(Collection<RoutingDocument> documents, Caching caching, long taken, Instant now) {
    long full = taken;
    for (var candidate : candidates(documents, caching, now)) {
      boolean stays =
          candidate.hold() != Hold.NEEDED
              && full + candidate.bytes() > caching.config().mostBytes();
      if (stays) {
        cold.add(candidate.place());
      } else {
        full += candidate.bytes();
      }
    }
  }

  boolean leavesCold(PluginId plugin, RoutedVersion routed) {
    return cold.contains(new Place(plugin, routed.version()));
  }

  private static List<Candidate> candidates(
      Collection<RoutingDocument> documents, Caching caching, Instant now) {
    return documents.stream()
        .flatMap(
            document -> {
              var holding = new Holding(List.of(document), caching, now);
              return Attempts.loadedUnder(document).stream()
                  .map(routed -> candidate(document, routed, holding.of(routed)));
            })
        .sorted(Comparator.comparingInt(it -> rank(it.hold())))
        .toList();
  }

  private static Candidate candidate(RoutingDocument document, RoutedVersion routed, Hold hold) {
    var place = new Place(document.pluginId(), routed.version());
    return new Candidate(place, hold, Footprint.of(routed.size()));
  }

  private static int rank(Hold hold) {
    return switch (hold) {
      case NEEDED -> 0;
      case WATCHED, WARM -> 1;
      case ELSEWHERE -> 2;
      case KEPT -> 3;
    };
  }
}
