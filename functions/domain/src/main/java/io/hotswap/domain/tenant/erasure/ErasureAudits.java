package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditRecord;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

final class ErasureAudits {
  private ErasureAudits() {}

  static AuditRecord begun(Erasure it) {
    return record(it, "deleteTenant", it.createdAt(), Map.of());
  }

  /// The certificate: what was erased, how much of it there was, for whom, and when.
  static AuditRecord completed(Erasure it, Instant now) {
    Map<String, String> facts = new HashMap<>();
    facts.put("erased", it.erased().stream().map(DataKind::name).collect(Collectors.joining(", ")));
    facts.put("requestedAt", it.createdAt().toString());
    if (it.erased().contains(DataKind.Secrets)) {
      facts.put("dataKeys", "destroyed");
    }
    return record(it, "completeErasure", now, facts);
  }

  private static AuditRecord record(
      Erasure it, String action, Instant now, Map<String, String> more) {
    Map<String, String> facts = new HashMap<>(more);
    facts.put("erasure", it.id().toString());
    it.found().forEach((kind, count) -> facts.put("found" + kind, Long.toString(count)));
    return new AuditRecord(
        UUID.randomUUID(), it.subject().audited(), now, action, it.origin(), Map.of(), facts);
  }
}
