package io.hotswap.domain.routing;

import io.hotswap.domain.deployment.Environment;
import java.util.List;

/// What a node pulls: constant work while nothing changes.
public interface RoutingFeed {
  /// A number that grows with every change of any pointer of the environment; 0 before the first.
  /// One consistent read of one small item.
  long changes(Environment environment);

  /// All pointers of the environment, consistent.
  List<Pointer> pointers(Environment environment);

  /// The document a pointer selects.
  ///
  /// @throws java.util.NoSuchElementException when the store has none under that key
  RoutingDocument document(Pointer pointer);
}
