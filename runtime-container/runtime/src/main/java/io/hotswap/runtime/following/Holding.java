package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.Caching;
import io.hotswap.runtime.caching.Hold;
import java.time.Instant;
import java.util.List;

/// How firmly a node holds the versions of one plugin.
///
/// @param documents the newest, and the one in force where that is another: then a switch is under
///   way
record Holding(List<RoutingDocument> documents, Caching caching, Instant now) {
  Hold of(RoutedVersion routed) {
    var version = routed.version();
    boolean serves = documents.stream().anyMatch(it -> it.serving().contains(version));
    if (isUnderWay() || (serves && caching.isPreloaded(newest().pluginName()))) {
      return Hold.NEEDED;
    }
    boolean isWarmHere = caching.isWarmHere(newest().pluginId());
    if (isWarmHere && isWatched(version)) {
      return Hold.WATCHED;
    }
    if (!serves) {
      return Hold.KEPT;
    }
    return isWarmHere ? Hold.WARM : Hold.ELSEWHERE;
  }

  /// Whether a deployment is under way: it needs all versions.
  boolean isUnderWay() {
    return documents.size() > 1 || isUnderWay(newest());
  }

  private boolean isWatched(String version) {
    return newest().supervision().watch().filter(it -> now.isBefore(it.until())).stream()
        .anyMatch(
            it ->
                it.version().equals(version) || it.previous().filter(version::equals).isPresent());
  }

  private static boolean isUnderWay(RoutingDocument document) {
    return !document.staged().isEmpty()
        || document.cohort().isPresent()
        || document.split().isPresent()
        || document.rolling().isPresent();
  }

  private RoutingDocument newest() {
    return documents.getFirst();
  }
}
