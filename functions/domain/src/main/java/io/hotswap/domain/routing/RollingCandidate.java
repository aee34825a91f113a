package io.hotswap.domain.routing;

import java.util.Optional;
import java.util.Set;

/// The nodes that a rolling deployment has moved to its version; the only route that depends on the
/// node.
public record RollingCandidate(String version, Set<String> nodes) implements TrafficShift {
  public RollingCandidate {
    nodes = Set.copyOf(nodes);
  }

  @Override
  public Optional<Claim> claim(String pluginName, String tenant, String node) {
    return nodes.contains(node) ? Optional.of(new Claim(version, "rolling")) : Optional.empty();
  }

  @Override
  public Set<String> versions() {
    return Set.of(version);
  }
}
