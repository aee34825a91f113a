package io.hotswap.domain.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.RefusedAttempts.Count;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

public abstract class RefusedAttemptsContract {
  private static final Instant MINUTE = Instant.parse("2026-11-01T11:59:00Z");

  protected abstract RefusedAttempts attempts();

  private Set<Count> between(Instant from, Instant to) {
    return Set.copyOf(attempts().between(from, to));
  }

  private static AuditRecord record(Count count) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.refusals(count.actor()),
        MINUTE,
        count.operation(),
        Origin.system("test", "r", ""),
        Map.of(),
        Map.of());
  }

  @Test
  void attempts_are_counted_by_actor_operation_and_minute() {
    for (int second = 0; second < 60; second += 20) {
      attempts().count("ada", "listAudit", MINUTE.plusSeconds(second));
    }
    attempts().count("ada", "exportAudit", MINUTE);
    attempts().count("bob", "listAudit", MINUTE);
    attempts().count("ada", "listAudit", MINUTE.plusSeconds(60));
    assertEquals(
        Set.of(
            new Count("ada", "listAudit", MINUTE, 3),
            new Count("ada", "exportAudit", MINUTE, 1),
            new Count("bob", "listAudit", MINUTE, 1)),
        between(MINUTE.minus(Duration.ofHours(3)), MINUTE.plusSeconds(60)));
    assertEquals(
        Set.of(new Count("ada", "listAudit", MINUTE.plusSeconds(60), 1)),
        between(MINUTE.plusSeconds(60), MINUTE.plusSeconds(120)));
  }

  @Test
  void what_is_audited_is_counted_no_more_and_audited_once() {
    attempts().count("ada", "listAudit", MINUTE);
    var count = attempts().between(MINUTE, MINUTE.plusSeconds(60)).getFirst();
    assertTrue(attempts().audit(count, record(count)));
    assertFalse(attempts().audit(count, record(count)));
    assertEquals(List.of(), attempts().between(MINUTE, MINUTE.plusSeconds(60)));
  }

  @Test
  void what_was_counted_on_meanwhile_is_audited_whole_later() {
    attempts().count("ada", "listAudit", MINUTE);
    var before = attempts().between(MINUTE, MINUTE.plusSeconds(60)).getFirst();
    attempts().count("ada", "listAudit", MINUTE);
    assertFalse(attempts().audit(before, record(before)));
    var after = attempts().between(MINUTE, MINUTE.plusSeconds(60)).getFirst();
    assertEquals(2, after.attempts());
    assertTrue(attempts().audit(after, record(after)));
  }
}
