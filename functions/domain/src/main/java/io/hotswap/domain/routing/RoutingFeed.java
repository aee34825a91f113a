package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.HealthCheckRequests;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a node polls: constant work while nothing changes.
public interface RoutingFeed {
  /// Counter that grows with every change of any pointer of the environment; 0 before the first.
  /// One consistent read of one small item.
  long changeCount(Environment environment);

  /// All pointers of the environment; consistent read.
  List<RoutingPointer> pointers(Environment environment);

  /// The document that a pointer refers to.
  ///
  /// @throws java.util.NoSuchElementException when the store has none under that key
  RoutingDocument document(RoutingPointer routingPointer);

  /// Time of the latest health check request by plugin, see [HealthCheckRequests]; consistent read.
  Map<PluginId, Instant> healthCheckRequests(Environment environment);
}
