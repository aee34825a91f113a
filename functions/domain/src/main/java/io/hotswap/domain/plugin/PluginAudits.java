package io.hotswap.domain.plugin;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

public final class PluginAudits {
  private PluginAudits() {}

  static AuditRecord added(
      Optional<RegisteredPlugin> before,
      RegisteredPlugin after,
      PluginVersion version,
      Origin origin) {
    Map<String, String> facts = new HashMap<>(after.facts());
    facts.put("version", version.version().text());
    facts.put("digest", version.digest().toString());
    facts.put("signature", signature(version));
    return of(
        "registerPlugin",
        after.pluginId(),
        before.map(RegisteredPlugin::facts).orElse(Map.of()),
        facts,
        origin,
        version.registeredAt());
  }

  static AuditRecord signed(PluginVersion before, PluginVersion after, Origin origin, Instant now) {
    return of(
        "signVersion",
        after.pluginId(),
        signatureFacts(before),
        signatureFacts(after),
        origin,
        now);
  }

  private static Map<String, String> signatureFacts(PluginVersion version) {
    return Map.of(
        "version", version.version().text(),
        "digest", version.digest().toString(),
        "signature", signature(version));
  }

  private static String signature(PluginVersion version) {
    return version
        .signature()
        .map(it -> "by %s, certificate %s".formatted(it.publisher(), it.fingerprint()))
        .orElse("unsigned");
  }

  public static AuditRecord removed(
      String action,
      RegisteredPlugin before,
      Optional<RegisteredPlugin> after,
      List<PluginVersion> versions,
      Origin origin,
      Instant now) {
    Map<String, String> facts = new HashMap<>(before.facts());
    facts.put(
        "removed",
        versions.stream()
            .map(it -> it.version() + "@" + it.digest())
            .collect(Collectors.joining(", ")));
    return of(
        action,
        before.pluginId(),
        facts,
        after.map(RegisteredPlugin::facts).orElse(Map.of()),
        origin,
        now);
  }

  private static AuditRecord of(
      String action,
      PluginId id,
      Map<String, String> before,
      Map<String, String> after,
      Origin origin,
      Instant now) {
    return new AuditRecord(
        UUID.randomUUID(), AuditSubject.plugin(id), now, action, origin, before, after);
  }
}
