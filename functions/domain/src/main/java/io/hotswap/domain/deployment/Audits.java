package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;

final class Audits {
  private Audits() {}

  static AuditRecord created(String action, Deployment after, Origin origin, Instant now) {
    return of(action, Map.of(), after, origin, now);
  }

  static AuditRecord of(
      String action, Deployment before, Deployment after, Origin origin, Instant now) {
    return of(action, before.facts(), after, origin, now);
  }

  private static AuditRecord of(
      String action, Map<String, String> before, Deployment after, Origin origin, Instant now) {
    return new AuditRecord(
        UUID.randomUUID(), "Deployment#" + after.id(), now, action, origin, before, after.facts());
  }
}
