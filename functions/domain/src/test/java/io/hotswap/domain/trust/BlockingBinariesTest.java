package io.hotswap.domain.trust;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.ErrorCode;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BlockingBinariesTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final Origin CHECKS = Origin.system("checks", "r1", "");
  private final InMemoryTrust trust = new InMemoryTrust();
  private final BlockingBinaries blocking = new BlockingBinaries(trust, () -> NOW);

  @Test
  void blocked_bytes_are_refused_with_what_was_found_in_them() {
    block("shop");
    var refusal = trust.gate().refusal(Digest.over("shop")).orElseThrow();
    assertEquals(ErrorCode.BINARY_BLOCKED, refusal.code());
    assertEquals(
        "Malware was found in these bytes (%s, of shop 1.0.0) at %s: Eicar in a.jar"
            .formatted(Digest.over("shop"), NOW),
        refusal.detail());
    assertEquals(Optional.empty(), trust.gate().refusal(Digest.over("other")));
  }

  @Test
  void what_is_blocked_again_changes_nothing_and_each_change_is_audited() {
    block("shop");
    block("shop");
    assertEquals(1, trust.document.generation());
    blocking.unblock(Digest.over("shop"), CHECKS);
    blocking.unblock(Digest.over("shop"), CHECKS);
    assertEquals(List.of(), trust.document.blocked());
    assertEquals(
        List.of("blockBinary", "unblockBinary"),
        trust.audit.stream().map(it -> it.action()).toList());
    assertEquals(
        "shop 1.0.0: Eicar in a.jar",
        trust.audit.getFirst().after().get("blocked " + Digest.over("shop")));
  }

  @Test
  void a_race_with_a_change_of_trust_loses_neither() {
    trust.interrupt =
        () -> {
          trust.interrupt = () -> {};
          block("first");
        };
    block("second");
    assertEquals(
        List.of("first", "second"),
        trust.document.blocked().stream().map(BlockedBinary::plugin).toList());
  }

  @Test
  void changes_of_trust_keep_what_is_blocked() {
    block("shop");
    trust.document =
        trust
            .document
            .with(new TrustedPublisher("acme", List.of("shop"), true, List.of()))
            .with(new Revocation("f", NOW, "stolen", NOW))
            .with(Map.of(Environment.QA, SignaturePolicy.Required), List.of());
    assertEquals(1, trust.document.blocked().size());
  }

  @Test
  void the_oldest_gives_way_beyond_the_limit() {
    for (int i = 0; i <= TrustDocument.MOST_BLOCKED; i++) {
      block("p" + i);
    }
    assertEquals(TrustDocument.MOST_BLOCKED, trust.document.blocked().size());
    assertEquals("p1", trust.document.blocked().getFirst().plugin());
  }

  private void block(String plugin) {
    blocking.block(
        new BlockedBinary(Digest.over(plugin), plugin, "1.0.0", "Eicar in a.jar", NOW), CHECKS);
  }
}
