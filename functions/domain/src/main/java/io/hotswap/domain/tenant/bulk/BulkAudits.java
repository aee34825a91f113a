package io.hotswap.domain.tenant.bulk;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

final class BulkAudits {
  private BulkAudits() {}

  static AuditRecord started(BulkJob it) {
    Map<String, String> facts =
        new HashMap<>(
            Map.of(
                "job", it.id().toString(),
                "environment", it.environment().name(),
                "pluginId", it.pluginId().toString(),
                "reason", it.reason(),
                "dryRun", Boolean.toString(it.dryRun()),
                "lines", Integer.toString(it.total())));
    it.after().ifPresent(deployment -> facts.put("after", deployment.toString()));
    it.waves()
        .ifPresent(waves -> facts.put("waves", "%d, %s".formatted(waves.tenants(), waves.pause())));
    return record(it, "startBulkChange", it.origin(), it.createdAt(), facts);
  }

  static AuditRecord stopped(BulkJob it, Origin origin, Instant now) {
    Map<String, String> facts =
        new HashMap<>(
            Map.of(
                "job", it.id().toString(),
                "environment", it.environment().name(),
                "pluginId", it.pluginId().toString(),
                "handled", Integer.toString(it.handled()),
                "lines", Integer.toString(it.total())));
    it.stoppedBecause().ifPresent(why -> facts.put("because", why));
    return record(it, "stopBulkChange", origin, now, facts);
  }

  private static AuditRecord record(
      BulkJob it, String action, Origin origin, Instant at, Map<String, String> facts) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.bulkChange(it.id(), it.pluginId()),
        at,
        action,
        origin,
        Map.of(),
        facts);
  }
}
