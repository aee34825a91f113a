package io.hotswap.persistence.stored.audit;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// One change of state in the audit table.
public record StoredAuditRecord(
    UUID id,
    String subject,
    Instant at,
    String action,
    By origin,
    Map<String, String> before,
    Map<String, String> after) {
  public static StoredAuditRecord of(AuditRecord it) {
    return new StoredAuditRecord(
        it.id(), it.subject(), it.at(), it.action(), By.of(it.origin()), it.before(), it.after());
  }

  public AuditRecord toDomain() {
    return new AuditRecord(id, subject, at, action, origin.toDomain(), before, after);
  }

  record By(String actor, String name, List<Role> roles, String requestId, String traceparent) {
    static By of(Origin it) {
      return new By(
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
}
