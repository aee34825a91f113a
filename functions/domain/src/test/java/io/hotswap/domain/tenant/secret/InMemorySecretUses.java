package io.hotswap.domain.tenant.secret;

import io.hotswap.domain.audit.AuditRecord;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Uses of secrets in memory.
public final class InMemorySecretUses implements SecretUses {
  public final List<AuditRecord> audits = new ArrayList<>();
  private final Map<Counted, Map<Integer, Long>> counts = new HashMap<>();

  private record Counted(SecretId secret, String node, String incarnation, Instant hour) {}

  @Override
  public void record(SecretId secret, String node, String incarnation, Instant minute, long uses) {
    var hour = minute.truncatedTo(ChronoUnit.HOURS);
    counts
        .computeIfAbsent(new Counted(secret, node, incarnation, hour), it -> new HashMap<>())
        .put(minute.atZone(ZoneOffset.UTC).getMinute(), uses);
  }

  @Override
  public List<SecretUse> between(Instant from, Instant to) {
    return counts.entrySet().stream()
        .filter(it -> !it.getKey().hour().isBefore(from) && it.getKey().hour().isBefore(to))
        .map(it -> use(it.getKey(), it.getValue()))
        .toList();
  }

  private static SecretUse use(Counted it, Map<Integer, Long> minutes) {
    return new SecretUse(it.secret(), it.node(), it.incarnation(), it.hour(), minutes);
  }

  @Override
  public boolean audit(SecretUse use, AuditRecord record) {
    var key = new Counted(use.secret(), use.node(), use.incarnation(), use.hour());
    boolean removed = counts.remove(key, use.minutes());
    if (removed) {
      audits.add(record);
    }
    return removed;
  }
}
