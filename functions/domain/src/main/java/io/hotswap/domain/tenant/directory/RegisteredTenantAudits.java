package io.hotswap.domain.tenant.directory;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import java.util.Map;
import java.util.UUID;

/// Names and addresses of contacts are not in the audit records: those are kept when people have to
/// be forgotten.
final class RegisteredTenantAudits {
  private RegisteredTenantAudits() {}

  static AuditRecord created(RegisteredTenant it, Origin origin) {
    return record(it, "createTenant", origin, Map.of(), facts(it));
  }

  static AuditRecord changed(RegisteredTenant before, RegisteredTenant after, Origin origin) {
    return record(after, "setTenantContacts", origin, facts(before), facts(after));
  }

  private static Map<String, String> facts(RegisteredTenant it) {
    return Map.of(
        "name", it.name(),
        "contacts", Integer.toString(it.contacts().size()),
        "tenantRevision", Long.toString(it.revision()));
  }

  private static AuditRecord record(
      RegisteredTenant it,
      String action,
      Origin origin,
      Map<String, String> before,
      Map<String, String> after) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.tenant(it.id()),
        it.changedAt(),
        action,
        origin,
        before,
        after);
  }
}
