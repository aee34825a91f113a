package io.hotswap.domain.audit.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.integrity.AuditFinding.AlteredDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.AlteredRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MisplacedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingRecords;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingTail;
import io.hotswap.domain.audit.integrity.AuditFinding.OldDigests;
import io.hotswap.domain.audit.integrity.AuditFinding.UndigestedRecord;
import io.hotswap.domain.ids.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// Two chains of six records each, a minute apart; a digest after the third of each and one after
/// the fifth. So the sixth is in none yet.
class AuditVerificationTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final List<ChainLink> records = new ArrayList<>();
  private final List<Stored> digests = new ArrayList<>();

  private record Stored(String name, AuditDigest digest) {
    Digest signed() {
      return Digest.over(digest.toString());
    }
  }

  AuditVerificationTest() {
    for (var subject : List.of("a", "b")) {
      Optional<Digest> previous = Optional.empty();
      for (int sequence = 1; sequence <= 6; sequence++) {
        var link = link(subject, sequence, previous, "");
        records.add(link);
        previous = Optional.of(link.digest());
      }
    }
    digests.add(digest("1", START.plus(Duration.ofMinutes(3)), Optional.empty(), 3));
    var first = digests.getFirst().signed();
    digests.add(digest("2", START.plus(Duration.ofMinutes(5)), Optional.of(first), 5));
  }

  private static ChainLink link(
      String subject, long sequence, Optional<Digest> previous, String content) {
    var digest = Digest.over(subject + sequence + previous + content);
    return new ChainLink(subject, sequence, previous, digest, START.plusSeconds(60 * sequence));
  }

  private Stored digest(String name, Instant at, Optional<Digest> previous, int sequence) {
    var heads =
        records.stream()
            .filter(it -> it.sequence() == sequence)
            .map(it -> new AuditDigest.Head(it.subject(), sequence, it.digest()))
            .toList();
    return new Stored(name, new AuditDigest(at, previous, heads));
  }

  private AuditReport verified() {
    var verification = new AuditVerification();
    digests.forEach(it -> verification.digest(it.name(), it.signed(), it.digest()));
    records.forEach(verification::record);
    return verification.finish();
  }

  @Test
  void digests_that_end_hours_ago_are_named() {
    var verification = new AuditVerification();
    var now = START.plus(Duration.ofHours(3));
    verification.current(now);
    digests.forEach(it -> verification.digest(it.name(), it.signed(), it.digest()));
    verification.current(START.plus(Duration.ofHours(2)));
    verification.current(now);
    var newest = Optional.of(START.plus(Duration.ofMinutes(5)));
    assertEquals(
        List.of(new OldDigests(Optional.empty(), now), new OldDigests(newest, now)),
        verification.finish().findings().subList(0, 2));
  }

  private ChainLink at(String subject, long sequence) {
    return records.stream()
        .filter(it -> it.subject().equals(subject) && it.sequence() == sequence)
        .findFirst()
        .orElseThrow();
  }

  private void replace(ChainLink by) {
    records.set(records.indexOf(at(by.subject(), by.sequence())), by);
  }

  @Test
  void what_nobody_touched_is_intact_in_whatever_order_it_is_read() {
    for (int seed = 0; seed < 20; seed++) {
      Collections.shuffle(records, new Random(seed));
      assertEquals(new AuditReport(12, 2, 2, 2, List.of()), verified());
    }
  }

  @Test
  void a_record_that_was_changed_is_named_by_the_one_that_follows() {
    var changed = at("a", 4);
    replace(link("a", 4, changed.previous(), "changed"));
    assertEquals(List.of(new AlteredRecord("a", 4, "record 5")), verified().findings());
  }

  @Test
  void a_changed_end_is_named_by_its_digest() {
    records.remove(at("a", 6));
    replace(link("a", 5, at("a", 5).previous(), "changed"));
    assertEquals(List.of(new AlteredRecord("a", 5, "digest 2")), verified().findings());
  }

  @Test
  void a_chain_that_was_written_anew_is_named_by_its_digests() {
    Optional<Digest> previous = Optional.empty();
    for (int sequence = 1; sequence <= 6; sequence++) {
      var forged = link("a", sequence, previous, "forged");
      replace(forged);
      previous = Optional.of(forged.digest());
    }
    assertEquals(
        List.of(new AlteredRecord("a", 3, "digest 1"), new AlteredRecord("a", 5, "digest 2")),
        verified().findings());
  }

  @Test
  void records_that_were_dropped_are_named() {
    records.remove(at("b", 2));
    records.remove(at("b", 3));
    records.remove(at("b", 5));
    assertEquals(
        List.of(new MissingRecords("b", 2, 3), new MissingRecords("b", 5, 5)),
        verified().findings());
  }

  @Test
  void a_tail_that_was_cut_off_is_named_up_to_what_a_digest_has_seen() {
    for (int sequence = 4; sequence <= 6; sequence++) {
      records.remove(at("b", sequence));
    }
    assertEquals(List.of(new MissingTail("b", 4, 5, "2")), verified().findings());
    records.removeIf(it -> it.subject().equals("b"));
    assertEquals(List.of(new MissingTail("b", 1, 5, "2")), verified().findings());
  }

  @Test
  void records_that_were_exchanged_are_named() {
    var third = at("a", 3);
    var fourth = at("a", 4);
    replace(new ChainLink("a", 3, fourth.previous(), fourth.digest(), third.at()));
    replace(new ChainLink("a", 4, third.previous(), third.digest(), fourth.at()));
    assertEquals(new AlteredRecord("a", 2, "record 3"), verified().findings().getFirst());
  }

  @Test
  void a_second_record_of_a_number_is_named() {
    records.add(link("a", 2, Optional.empty(), "other"));
    assertEquals(List.of(new MisplacedRecord("a", 2, "there are two")), verified().findings());
  }

  @Test
  void a_first_record_that_names_one_before_it_is_named() {
    replace(link("b", 1, Optional.of(Digest.over("x")), ""));
    assertEquals(
        new MisplacedRecord("b", 1, "it names a record before it"),
        verified().findings().getFirst());
  }

  @Test
  void a_digest_that_is_missing_is_named_by_the_next() {
    digests.removeFirst();
    assertEquals(List.of(new MissingDigest("2")), verified().findings());
  }

  @Test
  void an_altered_digest_is_named_once_and_what_it_says_does_not_count() {
    var verification = new AuditVerification();
    var altered = digests.getFirst();
    verification.altered(altered.name(), Digest.over("altered"), "bad signature");
    var second = digests.getLast();
    verification.digest(second.name(), second.signed(), second.digest());
    records.forEach(verification::record);
    assertEquals(
        List.of(new AlteredDigest("1", "bad signature")), verification.finish().findings());
  }

  @Test
  void a_record_that_no_digest_of_its_time_names_was_put_there_later() {
    var late = digest("3", START.plus(Duration.ofHours(3)), Optional.of(last()), 6);
    digests.add(late);
    var forged = new ChainLink("c", 1, Optional.empty(), Digest.over("c"), START);
    records.add(forged);
    assertEquals(List.of(new UndigestedRecord("c", 1, START)), verified().findings());
  }

  private Digest last() {
    return digests.getLast().signed();
  }
}
