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
    if (isNeeded(version) || (serves && isPreloaded())) {
      return Hold.NEEDED;
    }
    if (!serves) {
      return Hold.KEPT;
    }
    return caching.isWarmHere(newest().pluginId()) ? Hold.WARM : Hold.ELSEWHERE;
  }

  /// Whether a deployment under way needs the version, or a watch.
  boolean isNeeded(String version) {
    return documents.size() > 1
        || isUnderWay(newest())
        || newest().supervision().watch().filter(it -> now.isBefore(it.until())).stream()
            .anyMatch(
                it ->
                    it.version().equals(version)
                        || it.previous().filter(version::equals).isPresent());
  }

  private static boolean isUnderWay(RoutingDocument document) {
    return !document.staged().isEmpty()
        || document.cohort().isPresent()
        || document.split().isPresent()
        || document.rolling().isPresent();
  }

  private boolean isPreloaded() {
    return caching.isPreloaded(newest().pluginName());
  }

  private RoutingDocument newest() {
    return documents.getFirst();
  }
}
