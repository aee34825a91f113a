package io.hotswap.persistence.stored.report;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.TenantIsolation;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/// A node's lease in the nodes' table.
public record StoredLease(
    Environment environment,
    String nodeId,
    String incarnation,
    String address,
    Instant heartbeatAt,
    Instant leaseUntil,
    long clockAheadMillis,
    Optional<Isolated> tenantIsolation)
    implements StoredReport {
  /// Of a node of which some plugins' tenants have processes of their own.
  ///
  /// @param shared plugins of which they have none
  record Isolated(Set<String> shared) {
    static Optional<Isolated> of(TenantIsolation it) {
      return it.perTenant() ? Optional.of(new Isolated(it.shared())) : Optional.empty();
    }

    TenantIsolation toDomain() {
      return new TenantIsolation(true, shared);
    }
  }

  public static StoredLease of(Lease it) {
    return new StoredLease(
        it.environment(),
        it.nodeId(),
        it.incarnation(),
        it.address(),
        it.heartbeatAt(),
        it.leaseUntil(),
        it.clockAheadMillis(),
        Isolated.of(it.tenantIsolation()));
  }

  public Lease toDomain() {
    return new Lease(
        environment,
        nodeId,
        incarnation,
        address,
        heartbeatAt,
        leaseUntil,
        clockAheadMillis,
        tenantIsolation.map(Isolated::toDomain).orElse(TenantIsolation.NONE));
  }
}
