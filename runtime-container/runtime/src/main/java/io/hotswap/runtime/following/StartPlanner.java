package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.eviction.CacheEvictor;
import java.time.InstantSource;
import java.util.Collection;

/// Plans what a starting node loads, beside the versions that it has loaded by then.
public record StartPlanner(
    CachePolicy cachePolicy, CacheEvictor cacheEvictor, InstantSource clock) {
  StartPlan plan(Collection<RoutingDocument> documents) {
    return new StartPlan(documents, cachePolicy, cacheEvictor.bytes(), clock.instant());
  }
}
