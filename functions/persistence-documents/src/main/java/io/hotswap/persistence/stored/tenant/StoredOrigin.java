package io.hotswap.persistence.stored.tenant;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.Origin;
import java.util.List;
import java.util.Set;

/// Who asked for a job, for the audit records that it writes.
record StoredOrigin(
    String actor, String name, List<Role> roles, String requestId, String traceparent) {
  static StoredOrigin of(Origin it) {
    return new StoredOrigin(
        it.actor(),
        it.name(),
        it.roles().stream().sorted().toList(),
        it.requestId(),
        it.traceparent());
  }

  Origin toDomain() {
    return new Origin(actor, name, Set.copyOf(roles), requestId, traceparent);
  }
}
