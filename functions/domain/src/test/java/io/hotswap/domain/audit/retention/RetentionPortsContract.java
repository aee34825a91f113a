package io.hotswap.domain.audit.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.integrity.AuditDigests;
import io.hotswap.domain.audit.integrity.RetentionDigest;
import io.hotswap.domain.audit.integrity.RetentionDigest.Archive;
import io.hotswap.domain.audit.integrity.RetentionDigest.Begin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// What retention relies on.
public abstract class RetentionPortsContract {
  protected static final AuditSubject SHOP = AuditSubject.plugin(PluginId.of("shop"));
  protected static final AuditSubject BANK = AuditSubject.plugin(PluginId.of("bank"));
  protected static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

  protected abstract RemovableRecords records();

  protected abstract AuditArchive archive();

  protected abstract RetentionDigests retention();

  protected abstract DigestReader digests();

  protected abstract void append(AuditSubject subject, Instant at);

  /// Digests the ends of all chains.
  protected abstract void digest(Instant at);

  private List<Long> between(AuditSubject subject, long from, long to) {
    return records().between(subject.name(), from, to).stream()
        .map(it -> it.link().sequence())
        .toList();
  }

  @Test
  void a_part_of_a_chain_is_read_in_its_order_with_its_texts() {
    append(BANK, AT);
    for (int i = 0; i < 12; i++) {
      append(SHOP, AT);
    }
    assertEquals(List.of(9L, 10L, 11L), between(SHOP, 9, 11));
    assertEquals(List.of(12L), between(SHOP, 12, 20));
    var lines = records().between(SHOP.name(), 1, 2);
    assertEquals(Optional.of(lines.getFirst().link().digest()), lines.getLast().link().previous());
    assertEquals(Digest.over(lines.getFirst().text()), lines.getFirst().link().digest());
  }

  @Test
  void the_front_of_one_chain_is_removed() {
    append(BANK, AT);
    for (int i = 0; i < 4; i++) {
      append(SHOP, AT);
    }
    records().removeBefore(List.of());
    assertEquals(List.of(1L, 2L, 3L, 4L), between(SHOP, 1, 9));
    records().removeBefore(List.of(begin(SHOP, 3)));
    records().removeBefore(List.of(begin(SHOP, 3)));
    assertEquals(List.of(3L, 4L), between(SHOP, 1, 9));
    assertEquals(List.of(1L), between(BANK, 1, 9));
  }

  /// More than one transaction takes.
  @Test
  void the_fronts_of_many_chains_are_removed() {
    var subjects =
        IntStream.range(0, 25).mapToObj(it -> AuditSubject.plugin(PluginId.of("p" + it))).toList();
    for (var subject : subjects) {
      for (int i = 0; i < 6; i++) {
        append(subject, AT);
      }
    }
    records().removeBefore(subjects.stream().map(it -> begin(it, 6)).toList());
    subjects.forEach(it -> assertEquals(List.of(6L), between(it, 1, 9)));
  }

  private static Begin begin(AuditSubject subject, long sequence) {
    return new Begin(subject.name(), 1, sequence, Digest.over("before"));
  }

  @Test
  void the_same_records_have_one_archive() {
    append(SHOP, AT);
    append(SHOP, AT.plusSeconds(1));
    var lines = records().between(SHOP.name(), 1, 2);
    var archive = archive().add(lines);
    assertEquals(2, archive.records());
    assertEquals(archive, archive().add(lines));
    assertNotEquals(archive.name(), archive().add(lines.subList(0, 1)).name());
  }

  @Test
  void of_a_number_there_is_one_retention_digest() {
    var first = digest(1, Optional.empty());
    var signed = retention().add(first).orElseThrow();
    assertEquals(first, signed.digest());
    assertEquals(Optional.empty(), retention().add(digest(1, Optional.of(signed.signed()))));
    var second = retention().add(digest(2, Optional.of(signed.signed()))).orElseThrow();
    assertEquals(List.of(signed, second), retention().all());
  }

  private static RetentionDigest digest(long number, Optional<Digest> previous) {
    return new RetentionDigest(
        number,
        AT,
        previous,
        previous.map(it -> new AuditDigests.Last(AT, it)),
        new Archive("archive/x", Digest.over("x"), 3),
        List.of(new Begin(SHOP.name(), 1, 4, Digest.over("3"))));
  }

  @Test
  void digests_are_read_in_the_order_of_their_times() {
    assertEquals(Optional.empty(), digests().next(Optional.empty()));
    append(SHOP, AT);
    digest(AT.plusSeconds(60));
    append(SHOP, AT);
    digest(AT.plusSeconds(120));
    var first = digests().next(Optional.empty()).orElseThrow();
    assertEquals(AT.plusSeconds(60), first.name().at());
    assertEquals(1, first.digest().heads().getFirst().sequence());
    var second = digests().next(Optional.of(first.name().at())).orElseThrow();
    assertEquals(Optional.of(first.name().signed()), second.digest().previous());
    assertEquals(2, second.digest().heads().getFirst().sequence());
    assertEquals(Optional.empty(), digests().next(Optional.of(second.name().at())));
  }
}
