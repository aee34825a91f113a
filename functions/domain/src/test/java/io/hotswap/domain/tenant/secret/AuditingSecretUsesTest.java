package io.hotswap.domain.tenant.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AuditingSecretUsesTest {
  private static final Instant HOUR = Instant.parse("2026-11-01T11:00:00Z");
  private static final SecretId ID =
      new SecretId(Environment.QA, "acme", PluginId.of("shop"), "apiKey", 7);

  private final InMemorySecretUses uses = new InMemorySecretUses();
  private final AuditingSecretUses auditing = new AuditingSecretUses(uses, () -> HOUR);

  @Test
  void an_hour_is_one_record_with_its_minutes_once_all_nodes_have_reported_it() {
    uses.record(ID, "n1", "n1-1", HOUR, 3);
    uses.record(ID, "n1", "n1-1", HOUR.plus(Duration.ofMinutes(59)), 4);
    var end = HOUR.plus(Duration.ofHours(1));
    assertEquals(0, auditing.audit(end.plusSeconds(599), "r"));
    assertEquals(1, auditing.audit(end.plusSeconds(600), "r"));
    assertEquals(0, auditing.audit(end.plusSeconds(600), "r"));
    var record = uses.audits.getFirst();
    assertEquals("useSecret", record.action());
    assertEquals("system:node n1", record.origin().actor());
    assertEquals(Optional.of("acme"), record.subject().tenant());
    assertEquals("apiKey", record.after().get("secret"));
    assertEquals("7", record.after().get("uses"));
    assertEquals("2026-11-01T11:00:00Z 3, 2026-11-01T11:59:00Z 4", record.after().get("minutes"));
  }

  @Test
  void what_was_reported_many_hours_late_is_a_record_within_a_day() {
    uses.record(ID, "n1", "n1-1", HOUR, 3);
    var late = HOUR.plus(Duration.ofHours(6)).plusSeconds(600);
    for (int hour = 0; hour < 7; hour++) {
      assertEquals(0, auditing.audit(late.plus(Duration.ofHours(hour)), "r"), "hour " + hour);
    }
    assertEquals(1, auditing.audit(late.plus(Duration.ofHours(7)), "r"));
  }
}
