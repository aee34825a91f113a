package io.hotswap.domain.check.operations;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.VersionChecks;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

final class CheckAudits {
  private CheckAudits() {}

  /// Empty when the check has not ended.
  static Optional<AuditRecord> ended(
      VersionChecks before, VersionChecks after, CheckName name, Origin origin, Instant now) {
    return after.due().contains(name)
        ? Optional.empty()
        : Optional.of(
            new AuditRecord(
                UUID.randomUUID(),
                AuditSubject.checks(after.pluginId(), after.version()),
                now,
                "checkVersion",
                origin,
                facts(before, name),
                facts(after, name)));
  }

  private static Map<String, String> facts(VersionChecks of, CheckName name) {
    Map<String, String> facts = new HashMap<>();
    facts.put("version", of.version().text());
    facts.put("checks", of.state().name());
    for (var check : of.checks()) {
      if (check.name() == name) {
        facts.put(name.name(), check.state().name());
        check.engine().ifPresent(it -> facts.put("engine", it.name()));
        if (!check.findings().isEmpty()) {
          facts.put(
              "findings",
              check.findings().stream()
                  .map(it -> it.code() + " in " + it.where())
                  .collect(Collectors.joining(", ")));
        }
      }
    }
    return facts;
  }
}
