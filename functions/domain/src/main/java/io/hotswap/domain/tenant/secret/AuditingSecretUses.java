package io.hotswap.domain.tenant.secret;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;

/// Writes one record for a secret, a node and an hour in which its value was used, with the uses of
/// each minute, so that a thousand calls are no thousand records.
public final class AuditingSecretUses {
  // Until then, nodes have reported an hour's last minute.
  private static final Duration REPORTED = Duration.ofMinutes(10);
  private static final Duration RECENT = Duration.ofHours(4);
  // How long counts wait when nobody audits them, or a node reports late. Each hour of it costs as
  // many queries as it has partitions, so it is looked through once a day.
  private static final Duration KEPT = Duration.ofDays(2);

  private final SecretUses uses;
  private final InstantSource clock;

  public AuditingSecretUses(SecretUses uses, InstantSource clock) {
    this.uses = uses;
    this.clock = clock;
  }

  /// @param requestId of whoever asks for it
  /// @return how many records were written
  public int audit(Instant upTo, String requestId) {
    var end = upTo.minus(REPORTED).truncatedTo(ChronoUnit.HOURS);
    var reach = end.atZone(ZoneOffset.UTC).getHour() == 0 ? KEPT : RECENT;
    int written = 0;
    for (var use : uses.between(end.minus(reach), end)) {
      written += uses.audit(use, record(use, requestId)) ? 1 : 0;
    }
    return written;
  }

  // Dated when it is written, as every record: digests rely on that.
  private AuditRecord record(SecretUse use, String requestId) {
    var secret = use.secret();
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.secrets(secret.environment(), secret.tenant(), secret.pluginId()),
        clock.instant(),
        "useSecret",
        Origin.system("node " + use.node(), requestId, ""),
        Map.of(),
        Map.of(
            "environment", secret.environment().name(),
            "pluginId", secret.pluginId().toString(),
            "secret", secret.field(),
            "version", Long.toString(secret.version()),
            "uses", Long.toString(use.total()),
            "minutes", minutes(use)));
  }

  private static String minutes(SecretUse use) {
    return use.byMinute().entrySet().stream()
        .map(it -> it.getKey() + " " + it.getValue())
        .collect(Collectors.joining(", "));
  }
}
