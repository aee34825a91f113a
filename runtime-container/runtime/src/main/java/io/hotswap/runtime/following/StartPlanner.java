package io.hotswap.runtime.following;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CachePolicy;
import io.hotswap.runtime.eviction.CacheEvictor;
import java.time.InstantSource;
import java.util.Collection;

/// Plans what a starting node loads, beside the versions that it has loaded by then.
public record StartPlanner(
    CachePolicy cachePolicy,
    CacheEvictor cacheEvictor,
    TenantFollower tenants,
    InstantSource clock) {
  StartPlan plan(Collection<RoutingDocument> documents) {
    var pinned = documents.stream().map(it -> it.withPinned(tenants.pins(it.pluginId()))).toList();
    return new StartPlan(pinned, cachePolicy, cacheEvictor.bytes(), clock.instant());
  }
}
