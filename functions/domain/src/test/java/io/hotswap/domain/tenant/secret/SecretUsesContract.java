package io.hotswap.domain.tenant.secret;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// What every store of secrets' uses does.
public abstract class SecretUsesContract {
  private static final Instant HOUR = Instant.parse("2026-11-01T11:00:00Z");
  private static final SecretId ACME =
      new SecretId(Environment.QA, "acme", PluginId.of("shop"), "api#Key", 7);
  private static final SecretId UMBRELLA =
      new SecretId(Environment.QA, "umbrella", PluginId.of("shop"), "api#Key", 1);

  protected abstract SecretUses uses();

  private Set<SecretUse> between(Instant from, Instant to) {
    return Set.copyOf(uses().between(from, to));
  }

  private void record(SecretId secret, String node, int minute, long uses) {
    uses().record(secret, node, node + "-1", HOUR.plus(Duration.ofMinutes(minute)), uses);
  }

  private static SecretUse use(SecretId secret, String node, Map<Integer, Long> minutes) {
    return new SecretUse(secret, node, node + "-1", HOUR, minutes);
  }

  private static AuditRecord audit(SecretUse use) {
    var secret = use.secret();
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.secrets(secret.environment(), secret.tenant(), secret.pluginId()),
        HOUR,
        "useSecret",
        Origin.system("test", "r", ""),
        Map.of(),
        Map.of());
  }

  @Test
  void uses_are_counted_by_secret_node_and_minute_and_a_minute_that_is_sent_again_counts_once() {
    record(ACME, "n1", 0, 3);
    record(ACME, "n1", 59, 4);
    record(ACME, "n1", 59, 4);
    record(ACME, "n2", 0, 1);
    record(UMBRELLA, "n1", 0, 2);
    record(ACME, "n1", 60, 9);
    assertEquals(
        Set.of(
            use(ACME, "n1", Map.of(0, 3L, 59, 4L)),
            use(ACME, "n2", Map.of(0, 1L)),
            use(UMBRELLA, "n1", Map.of(0, 2L))),
        between(HOUR.minus(Duration.ofHours(2)), HOUR.plusSeconds(3600)));
    assertEquals(1, between(HOUR.plusSeconds(3600), HOUR.plusSeconds(7200)).size());
  }

  @Test
  void what_is_audited_is_counted_no_more_and_audited_once() {
    record(ACME, "n1", 0, 3);
    var use = use(ACME, "n1", Map.of(0, 3L));
    assertTrue(uses().audit(use, audit(use)));
    assertFalse(uses().audit(use, audit(use)));
    assertEquals(List.of(), uses().between(HOUR, HOUR.plusSeconds(3600)));
  }

  @Test
  void what_was_reported_meanwhile_is_audited_whole_later() {
    record(ACME, "n1", 0, 3);
    var before = use(ACME, "n1", Map.of(0, 3L));
    record(ACME, "n1", 1, 1);
    assertFalse(uses().audit(before, audit(before)));
    var after = use(ACME, "n1", Map.of(0, 3L, 1, 1L));
    assertEquals(Set.of(after), between(HOUR, HOUR.plusSeconds(3600)));
    assertTrue(uses().audit(after, audit(after)));
  }
}
