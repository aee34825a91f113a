package io.hotswap.runtime.membership;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.TenantIsolation;
import java.time.Duration;

/// Issues this node's leases, in the control plane's time.
///
/// @param address where the node answers, `host:port`
/// @param valid how long each lease is valid
/// @param tenantIsolation which plugins' tenants have processes of their own here
public record LeaseIssuer(
    NodeName name,
    Environment environment,
    String address,
    Duration valid,
    ControlPlaneClock clock,
    TenantIsolation tenantIsolation) {
  Lease issue() {
    var now = clock.instant();
    return new Lease(
        environment,
        name.id(),
        name.incarnation(),
        address,
        now,
        now.plus(valid),
        clock.localClockAhead().toMillis(),
        tenantIsolation);
  }
}
