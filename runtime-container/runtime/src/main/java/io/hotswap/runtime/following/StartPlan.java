package io.hotswap.runtime.following;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.caching.Footprint;
import io.hotswap.runtime.caching.Retention;
import io.hotswap.runtime.caching.RetentionPolicy;
import io.hotswap.runtime.reconciliation.VersionSlots;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// Decides which versions a starting node leaves cold. Needed versions are loaded always; then,
/// until the cache is full, those whose warm place is this node, then the rest.
final class StartPlan {
  private final Set<VersionKey> cold = new HashSet<>();

  private record VersionKey(PluginId plugin, String version) {}

  private record Candidate(VersionKey key, Retention retention, long bytes) {}

  /// @param taken bytes of the versions that are loaded already
  StartPlan(
      Collection<RoutingDocument> documents, CachePolicy cachePolicy, long taken, Instant now) {
    long full = taken;
    for (var candidate : candidates(documents, cachePolicy, now)) {
      boolean stays =
          candidate.retention() != Retention.NEEDED
              && full + candidate.bytes() > cachePolicy.config().mostBytes();
      if (stays) {
        cold.add(candidate.key());
      } else {
        full += candidate.bytes();
      }
    }
  }

  boolean leavesCold(PluginId plugin, RoutedVersion routed) {
    return cold.contains(new VersionKey(plugin, routed.release()));
  }

  private static List<Candidate> candidates(
      Collection<RoutingDocument> documents, CachePolicy cachePolicy, Instant now) {
    return documents.stream()
        .flatMap(
            document -> {
              var retentionPolicy = new RetentionPolicy(List.of(document), cachePolicy, now);
              return VersionSlots.loadedUnder(document).stream()
                  .map(routed -> candidate(document, routed, retentionPolicy.of(routed)));
            })
        .sorted(Comparator.comparingInt(it -> rank(it.retention())))
        .toList();
  }

  private static Candidate candidate(
      RoutingDocument document, RoutedVersion routed, Retention retention) {
    var key = new VersionKey(document.pluginId(), routed.release());
    return new Candidate(key, retention, Footprint.of(routed.size()));
  }

  private static int rank(Retention retention) {
    return switch (retention) {
      case NEEDED -> 0;
      case WATCHED, WARM -> 1;
      case ELSEWHERE -> 2;
      case KEPT -> 3;
    };
  }
}
