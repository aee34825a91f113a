package io.hotswap.domain.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import org.junit.jupiter.api.Test;

class AuditingRefusalsTest {
  private static final Instant NOON = Instant.parse("2026-11-01T12:00:00Z");

  private final InMemoryRefusedAttempts attempts = new InMemoryRefusedAttempts();
  private final AuditingRefusals auditing =
      new AuditingRefusals(attempts, InstantSource.fixed(NOON));

  @Test
  void a_minute_of_attempts_is_one_record_of_who_tried_what_how_often() {
    for (int i = 0; i < 1_000; i++) {
      attempts.count("ada", "deletePlugin", NOON.minusSeconds(3_600));
    }
    assertEquals(1, auditing.audit(NOON, "r-1"));
    assertEquals(0, auditing.audit(NOON, "r-2"));
    var only = attempts.audits.getFirst();
    assertEquals("Refused#ada", only.subject().name());
    assertEquals("ada", only.origin().actor());
    assertEquals("deletePlugin", only.action());
    assertEquals(NOON, only.at());
    assertEquals(Map.of("refused", "1000", "minute", "2026-11-01T11:00:00Z"), only.after());
  }

  @Test
  void a_minute_that_may_still_be_counted_waits() {
    attempts.count("ada", "deletePlugin", NOON.minusSeconds(90));
    assertEquals(0, auditing.audit(NOON, "r"));
    assertEquals(1, auditing.audit(NOON.plusSeconds(60), "r"));
  }
}
