package io.hotswap.domain.routing;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// A sticky split of all tenants over versions, for A/B tests.
///
/// @param salt the deployment's id
/// @param arms in order; a tenant falls into the first arm whose bound is above its hash
public record Split(String salt, List<Arm> arms) implements TrafficShift {
  /// @param upTo share of the tenants, in ten-thousandths, at which this arm ends; the last arm's
  ///   is 10,000
  public record Arm(String name, String version, int upTo) {}

  public Split {
    arms = List.copyOf(arms);
    if (arms.isEmpty() || arms.getLast().upTo() != 10_000) {
      throw new IllegalArgumentException("A split's last arm ends at 10000, not: " + arms);
    }
  }

  @Override
  public Optional<Claim> claim(String pluginName, String tenant, String node) {
    var arm = armFor(pluginName, tenant);
    return Optional.of(new Claim(arm.version(), "split:" + arm.name()));
  }

  @Override
  public Set<String> versions() {
    return arms.stream().map(Arm::version).collect(Collectors.toUnmodifiableSet());
  }

  private Arm armFor(String pluginName, String tenant) {
    long slot = Long.remainderUnsigned(TenantHash.of(pluginName, salt, tenant), 10_000);
    for (var arm : arms) {
      if (slot < arm.upTo()) {
        return arm;
      }
    }
    return arms.getLast();
  }
}
