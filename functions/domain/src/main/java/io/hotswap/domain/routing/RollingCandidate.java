package io.hotswap.domain.routing;

import java.util.Set;

/// The nodes that a rolling deployment has moved to its version; the only route that depends on the
/// node.
public record RollingCandidate(String version, Set<String> nodes) {
  public RollingCandidate {
    nodes = Set.copyOf(nodes);
  }
}
