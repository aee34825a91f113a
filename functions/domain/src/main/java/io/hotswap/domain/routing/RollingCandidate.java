package io.hotswap.domain.routing;

import java.util.Set;

/// The one strategy whose answer depends on the node: these nodes serve this version already.
public record RollingCandidate(String version, Set<String> nodes) {
  public RollingCandidate {
    nodes = Set.copyOf(nodes);
  }
}
