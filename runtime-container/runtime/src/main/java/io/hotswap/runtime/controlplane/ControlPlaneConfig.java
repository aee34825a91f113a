package io.hotswap.runtime.controlplane;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// Intervals of a node's exchanges with the control plane.
///
/// @param poll interval of polling the environment's change counter
/// @param heartbeat interval of renewing the lease
/// @param lease how long a renewed lease is valid
public record ControlPlaneConfig(Duration poll, Duration heartbeat, Duration lease) {
  public ControlPlaneConfig {
    if (lease.compareTo(heartbeat.multipliedBy(2)) < 0) {
      throw new IllegalArgumentException(
          "HOTSWAP_LEASE_MILLIS must be at least twice HOTSWAP_HEARTBEAT_MILLIS, not: "
              + lease.toMillis()
              + " to "
              + heartbeat.toMillis());
    }
  }

  public static ControlPlaneConfig from(Variables variables) {
    return new ControlPlaneConfig(
        variables.millis("HOTSWAP_POLL_MILLIS", 1_000),
        variables.millis("HOTSWAP_HEARTBEAT_MILLIS", 3_000),
        variables.millis("HOTSWAP_LEASE_MILLIS", 10_000));
  }
}
