package io.hotswap.runtime.following;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// A routing feed that gives a plugin's document when the tenants' settings of the plugin are in
/// force: no tenant is served by defaults because its settings come later.
public record SettingsFirst(RoutingFeed feed, TenantFollower tenants) implements RoutingFeed {
  @Override
  public long changeCount(Environment environment) {
    return feed.changeCount(environment);
  }

  @Override
  public List<RoutingPointer> pointers(Environment environment) {
    return feed.pointers(environment);
  }

  @Override
  public RoutingDocument document(RoutingPointer routingPointer) {
    tenants.load(routingPointer.pluginId());
    return feed.document(routingPointer);
  }

  @Override
  public Map<PluginId, Instant> healthCheckRequests(Environment environment) {
    return feed.healthCheckRequests(environment);
  }
}
