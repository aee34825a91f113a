package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.HealthCheckRequests;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/// What a node pulls: constant work while nothing changes.
public interface RoutingFeed {
  /// A number that grows with every change of any pointer of the environment; 0 before the first.
  /// One consistent read of one small item.
  long changes(Environment environment);

  /// All pointers of the environment, consistent.
  List<RoutingPointer> pointers(Environment environment);

  /// The document a pointer selects.
  ///
  /// @throws java.util.NoSuchElementException when the store has none under that key
  RoutingDocument document(RoutingPointer routingPointer);

  /// When somebody last asked for the health of each plugin, see [HealthCheckRequests]; consistent.
  Map<PluginId, Instant> healthAsked(Environment environment);
}
