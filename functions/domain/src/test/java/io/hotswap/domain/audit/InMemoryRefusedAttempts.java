package io.hotswap.domain.audit;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;

/// Counts of refused attempts in memory.
public final class InMemoryRefusedAttempts implements RefusedAttempts {
  public final List<AuditRecord> audits = new ArrayList<>();
  private final List<Count> counts = new ArrayList<>();

  @Override
  public synchronized void count(String actor, String operation, Instant at) {
    var minute = at.truncatedTo(ChronoUnit.MINUTES);
    long before =
        counts.stream()
            .filter(it -> it.equals(new Count(actor, operation, minute, it.attempts())))
            .mapToLong(Count::attempts)
            .sum();
    counts.remove(new Count(actor, operation, minute, before));
    counts.add(new Count(actor, operation, minute, before + 1));
  }

  @Override
  public synchronized List<Count> between(Instant from, Instant to) {
    return counts.stream()
        .filter(it -> !it.minute().isBefore(from) && it.minute().isBefore(to))
        .toList();
  }

  @Override
  public synchronized boolean audit(Count count, AuditRecord record) {
    return counts.remove(count) && audits.add(record);
  }
}
