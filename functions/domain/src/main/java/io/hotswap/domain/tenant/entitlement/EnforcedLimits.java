package io.hotswap.domain.tenant.entitlement;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.Quota;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/// Which limits the nodes of an environment can enforce. Processor time and memory are a process's,
/// so they say something of a tenant only where a process serves one.
public final class EnforcedLimits {
  private final Nodes nodes;
  private final InstantSource clock;

  public EnforcedLimits(Nodes nodes, InstantSource clock) {
    this.nodes = nodes;
    this.clock = clock;
  }

  /// What speaks against the limits in force; nothing where all are enforced.
  public Optional<String> warning(
      Environment environment, String pluginName, Optional<Quota> inForce) {
    return inForce
        .filter(Quota::limitsProcesses)
        .flatMap(it -> warning(pluginName, environment, live(environment)));
  }

  private List<Lease> live(Environment environment) {
    var now = clock.instant();
    return nodes.leases(environment).stream().filter(it -> it.isLiveAt(now)).toList();
  }

  private static Optional<String> warning(
      String pluginName, Environment environment, List<Lease> live) {
    long enforcing = live.stream().filter(it -> it.tenantIsolation().holds(pluginName)).count();
    if (!live.isEmpty() && enforcing == live.size()) {
      return Optional.empty();
    }
    return Optional.of(
        "Limits of processor time and memory are enforced where "
            + pluginName
            + " runs in a process for each tenant: "
            + (enforcing == 0 ? "on no live node of " : "only on some live nodes of ")
            + environment
            + ".");
  }
}
