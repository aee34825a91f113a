package io.hotswap.domain.routing;

import java.util.Optional;
import java.util.Set;

/// The calls that a deployment in progress routes away from the default version.
public sealed interface TrafficShift permits Cohort, Split, RollingCandidate {
  /// Empty: the shift leaves the tenant's calls on this node with the default version.
  Optional<Claim> claim(String pluginName, String tenant, String node);

  /// The versions that it routes calls to.
  Set<String> versions();

  /// @param reason as in [Explanation]
  record Claim(String version, String reason) {}
}
