package io.hotswap.domain.lifecycle.operations;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.lifecycle.VersionLifecycle;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

final class LifecycleAudits {
  private LifecycleAudits() {}

  static AuditRecord changed(
      VersionLifecycle before, VersionLifecycle after, String action, Origin origin, Instant now) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.plugin(after.pluginId()),
        now,
        action,
        origin,
        facts(before),
        facts(after));
  }

  private static Map<String, String> facts(VersionLifecycle it) {
    Map<String, String> facts = new HashMap<>();
    facts.put("version", it.version().text());
    facts.put("lifecycle", it.lifecycle().state().name());
    it.lifecycle()
        .deprecation()
        .ifPresent(
            deprecation -> {
              facts.put("message", deprecation.message());
              deprecation.successor().ifPresent(next -> facts.put("successor", next.text()));
              deprecation.endOfLife().ifPresent(end -> facts.put("endOfLife", end.toString()));
              deprecation
                  .onEndOfLife()
                  .ifPresent(action -> facts.put("onEndOfLife", action.name()));
              deprecation.reminded().ifPresent(at -> facts.put("reminded", at.toString()));
              deprecation.ended().ifPresent(at -> facts.put("ended", at.toString()));
            });
    it.lifecycle().withdrawal().ifPresent(withdrawal -> facts.put("reason", withdrawal.reason()));
    return facts;
  }
}
