package io.hotswap.domain.tenant;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;

final class TenantPluginAudits {
  private TenantPluginAudits() {}

  /// The fields that differ, beside those that name the settings, and why they were changed.
  static AuditRecord changed(
      TenantPlugin before,
      TenantPlugin after,
      List<String> changes,
      ChangingTenantPlugins.Command command,
      Instant now) {
    var was = facts(before);
    var is = facts(after);
    var id = after.id();
    var changed = differing(id, is, was);
    command.reason().ifPresent(reason -> changed.put("reason", reason));
    if (!changes.isEmpty()) {
      changed.put("changed", BoundedText.sentence(String.join(", ", changes)));
    }
    return new AuditRecord(
        UUID.randomUUID(),
        id.isOfEveryTenant()
            ? AuditSubject.quotas(id.environment(), id.pluginId())
            : AuditSubject.tenantPlugin(id.environment(), id.tenant(), id.pluginId()),
        now,
        command.action(),
        command.origin(),
        differing(id, was, is),
        changed);
  }

  private static Map<String, String> differing(
      TenantPluginId id, Map<String, String> these, Map<String, String> others) {
    Map<String, String> differing = new HashMap<>();
    differing.put("environment", id.environment().name());
    differing.put("pluginId", id.pluginId().toString());
    these.forEach(
        (name, value) -> {
          if (!Objects.equals(value, others.get(name))) {
            differing.put(name, value);
          }
        });
    return differing;
  }

  private static Map<String, String> facts(TenantPlugin it) {
    Map<String, String> facts = new HashMap<>();
    facts.put("enabled", Boolean.toString(it.enabled()));
    facts.put("revision", Long.toString(it.revision()));
    facts.put("configuration", Long.toString(it.configuration()));
    it.access().ifPresent(access -> facts.put("access", access.name()));
    it.pin()
        .ifPresent(
            pin -> {
              facts.put("version", pin.version().release());
              facts.put("reason", pin.reason());
              pin.expiresAt().ifPresent(at -> facts.put("expiresAt", at.toString()));
            });
    it.quota().ceiling().ifPresent(quota -> facts.put("quotaCeiling", text(quota)));
    it.quota().own().ifPresent(quota -> facts.put("quota", text(quota)));
    if (!it.deprecated().isEmpty()) {
      facts.put("deprecated", BoundedText.names(it.deprecated().keySet()));
    }
    return facts;
  }

  private static String text(Quota quota) {
    return "%d a minute, %d at once%s%s%s"
        .formatted(
            quota.maxRequestsPerMinute(),
            quota.maxConcurrentExecutions(),
            quota.maxBytesInFlight().map(", %d bytes"::formatted).orElse(""),
            quota
                .maxProcessorSecondsPerMinute()
                .map(", %d processor seconds a minute"::formatted)
                .orElse(""),
            quota.maxMemoryBytes().map(", %d bytes of memory"::formatted).orElse(""));
  }
}
