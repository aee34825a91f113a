package io.hotswap.tenants;

import io.hotswap.domain.access.Disclosure;
import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/// One change of a tenant's settings as openapi.yaml describes it.
///
/// @param actor absent where it is one of the platform's staff and the reader is not
record TenantHistoryView(
    Instant at,
    String action,
    Optional<String> actor,
    Map<String, String> before,
    Map<String, String> after) {
  private static final String REASON = "reason";

  static TenantHistoryView of(AuditRecord it, Disclosure shown) {
    // An owner acts for the own tenant only.
    boolean known = shown.operations() || it.origin().roles().equals(Set.of(Role.TenantOwner));
    return new TenantHistoryView(
        it.at(),
        it.action(),
        known ? Optional.of(it.origin().actor()) : Optional.empty(),
        facts(it.before(), shown),
        facts(it.after(), shown));
  }

  /// Reasons may be the platform's own, so they are for its staff.
  private static Map<String, String> facts(Map<String, String> stored, Disclosure shown) {
    Map<String, String> facts = new TreeMap<>(stored);
    if (!shown.operations()) {
      facts.remove(REASON);
    }
    return facts;
  }
}
