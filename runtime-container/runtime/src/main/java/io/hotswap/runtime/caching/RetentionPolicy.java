package io.hotswap.runtime.caching;

import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import java.time.Instant;
import java.util.List;

/// Decides the retention of one plugin's versions.
///
/// @param documents the newest, and the active one where that is another: then a switch is under
///   way
public record RetentionPolicy(
    List<RoutingDocument> documents, CachePolicy cachePolicy, Instant now) {
  public Retention of(RoutedVersion routed) {
    var version = routed.release();
    boolean serves = documents.stream().anyMatch(it -> it.serving().contains(version));
    if (isUnderWay() || (serves && cachePolicy.isPreloaded(newest().pluginName()))) {
      return Retention.NEEDED;
    }
    boolean isWarmHere = cachePolicy.isWarmHere(newest().pluginId());
    if (isWarmHere && isWatched(version)) {
      return Retention.WATCHED;
    }
    if (!serves) {
      return Retention.KEPT;
    }
    return isWarmHere ? Retention.WARM : Retention.ELSEWHERE;
  }

  /// Whether a deployment is under way, which needs all versions.
  public boolean isUnderWay() {
    return documents.size() > 1 || isUnderWay(newest());
  }

  private boolean isWatched(String version) {
    return newest().supervision().watch().filter(it -> now.isBefore(it.until())).stream()
        .anyMatch(
            it ->
                it.version().equals(version) || it.previous().filter(version::equals).isPresent());
  }

  private static boolean isUnderWay(RoutingDocument document) {
    return !document.staged().isEmpty() || document.shift().isPresent();
  }

  private RoutingDocument newest() {
    return documents.getFirst();
  }
}
