package io.hotswap.domain.audit.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.integrity.AuditFinding.AlteredArchive;
import io.hotswap.domain.audit.integrity.AuditFinding.AlteredDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.AlteredRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.DetachedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MisplacedRecord;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingArchive;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingDigest;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingRecords;
import io.hotswap.domain.audit.integrity.AuditFinding.MissingTail;
import io.hotswap.domain.audit.integrity.AuditFinding.UnknownDigest;
import io.hotswap.domain.audit.integrity.RetentionDigest.Archive;
import io.hotswap.domain.audit.integrity.RetentionDigest.Begin;
import io.hotswap.domain.ids.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/// A chain of eight records with a digest after the fourth and the eighth; retention took the first
/// two, then the next two.
class RetentionVerificationTest {
  private static final Instant START = Instant.parse("2026-11-01T12:00:00Z");

  private final List<ChainLink> records = new ArrayList<>();
  private final List<AuditDigest> digests = new ArrayList<>();
  private final List<RetentionDigest> retention = new ArrayList<>();
  private final List<Optional<List<ChainLink>>> archives = new ArrayList<>();

  RetentionVerificationTest() {
    Optional<Digest> previous = Optional.empty();
    for (int sequence = 1; sequence <= 8; sequence++) {
      var at = START.plusSeconds(60 * sequence);
      var digest = Digest.over(sequence + " after " + previous);
      records.add(new ChainLink("a", sequence, previous, digest, at));
      previous = Optional.of(digest);
    }
    digests.add(new AuditDigest(START.plusSeconds(240), Optional.empty(), List.of(head(4))));
    var first = Optional.of(signed(digests.getFirst()));
    digests.add(new AuditDigest(START.plusSeconds(480), first, List.of(head(8))));
    remove(2, Optional.empty());
    remove(4, first.map(it -> new AuditDigests.Last(START.plusSeconds(240), it)));
  }

  private static Digest signed(Record digest) {
    return Digest.over(digest.toString());
  }

  private AuditDigest.Head head(int sequence) {
    return new AuditDigest.Head("a", sequence, records.get(sequence - 1).digest());
  }

  /// @param to the last that goes
  private void remove(int to, Optional<AuditDigests.Last> through) {
    int number = retention.size() + 1;
    var going = List.copyOf(records.subList(to - 2, to));
    archives.add(Optional.of(going));
    retention.add(
        new RetentionDigest(
            number,
            START.plus(Duration.ofDays(40)),
            number == 1 ? Optional.empty() : Optional.of(signed(retention.getLast())),
            through,
            new Archive("archive " + number, Digest.over("" + number), 2),
            List.of(new Begin("a", to - 1, to + 1, going.getLast().digest()))));
  }

  private List<ChainLink> kept() {
    return new ArrayList<>(records.subList(4, 8));
  }

  private AuditVerification begun() {
    var verification = new AuditVerification();
    for (int i = 0; i < digests.size(); i++) {
      verification.digest("" + (i + 1), signed(digests.get(i)), digests.get(i));
    }
    return verification;
  }

  private AuditReport withoutArchives(List<ChainLink> live) {
    var verification = begun();
    retention.forEach(it -> verification.retention("r" + it.number(), signed(it), it, false));
    live.forEach(verification::record);
    return verification.finish();
  }

  private AuditReport withArchives(List<ChainLink> live) {
    var verification = begun();
    for (int i = 0; i < retention.size(); i++) {
      var archive = archives.get(i);
      var digest = retention.get(i);
      verification.retention("r" + digest.number(), signed(digest), digest, archive.isPresent());
      archive.ifPresentOrElse(
          it -> it.forEach(verification::archived),
          () -> verification.missingArchive(digest.archive().name(), "r" + digest.number()));
    }
    live.forEach(verification::record);
    return verification.finish();
  }

  @Test
  void what_retention_left_is_intact_in_whatever_order_it_is_read() {
    var live = kept();
    for (int seed = 0; seed < 10; seed++) {
      Collections.shuffle(live, new Random(seed));
      assertEquals(new AuditReport(4, 1, 4, 0, List.of()), withoutArchives(live));
      assertEquals(new AuditReport(8, 1, 4, 0, List.of()), withArchives(live));
    }
  }

  @Test
  void what_no_retention_digest_names_is_missing() {
    retention.removeLast();
    assertEquals(List.of(new MissingRecords("a", 3, 4)), withoutArchives(kept()).findings());
    retention.clear();
    assertEquals(List.of(new MissingRecords("a", 1, 4)), withoutArchives(kept()).findings());
  }

  @Test
  void records_dropped_after_retention_are_named() {
    var live = kept();
    live.removeFirst();
    var missing = List.of(new MissingRecords("a", 5, 5));
    assertEquals(missing, withoutArchives(live).findings());
    assertEquals(missing, withArchives(live).findings());
    assertEquals(List.of(new MissingTail("a", 5, 8, "2")), withoutArchives(List.of()).findings());
  }

  @Test
  void a_missing_retention_digest_is_named_by_the_next() {
    retention.removeFirst();
    assertEquals(
        List.of(new MissingDigest("r2"), new MissingRecords("a", 1, 2)),
        withoutArchives(kept()).findings());
  }

  @Test
  void what_an_altered_retention_digest_says_does_not_count() {
    var verification = begun();
    var first = retention.getFirst();
    verification.retention("r1", signed(first), first, false);
    verification.alteredRetention("r2", Digest.over("altered"), "bad signature");
    kept().forEach(verification::record);
    assertEquals(
        List.of(new AlteredDigest("r2", "bad signature"), new MissingRecords("a", 3, 4)),
        verification.finish().findings());
  }

  @Test
  void a_begin_that_is_not_what_was_digested_is_named() {
    var last = retention.removeLast();
    var forged = Digest.over("forged");
    retention.add(
        new RetentionDigest(
            2,
            last.at(),
            last.previous(),
            last.through(),
            last.archive(),
            List.of(new Begin("a", 3, 5, forged))));
    assertEquals(
        List.of(new AlteredRecord("a", 4, "digest r2"), new DetachedRecord("a", 5, "r2")),
        withoutArchives(kept()).findings());
  }

  @Test
  void a_first_record_that_was_changed_is_named() {
    var live = kept();
    var changed = live.getFirst();
    live.set(
        0, new ChainLink("a", 5, Optional.of(Digest.over("x")), changed.digest(), changed.at()));
    assertEquals(List.of(new DetachedRecord("a", 5, "r2")), withoutArchives(live).findings());
  }

  @Test
  void a_missing_archive_is_named_and_the_rest_verified() {
    archives.set(0, Optional.empty());
    assertEquals(List.of(new MissingArchive("archive 1", "r1")), withArchives(kept()).findings());
    archives.set(1, Optional.empty());
    assertEquals(
        List.of(new MissingArchive("archive 1", "r1"), new MissingArchive("archive 2", "r2")),
        withArchives(kept()).findings());
  }

  @Test
  void an_altered_archive_is_named() {
    var verification = begun();
    for (var it : retention) {
      verification.retention("r" + it.number(), signed(it), it, false);
    }
    verification.alteredArchive("archive 2", "r2");
    kept().forEach(verification::record);
    assertEquals(List.of(new AlteredArchive("archive 2", "r2")), verification.finish().findings());
  }

  @Test
  void an_archive_without_a_record_that_went_is_named() {
    archives.set(1, Optional.of(List.of(records.get(3))));
    assertEquals(List.of(new MissingRecords("a", 3, 3)), withArchives(kept()).findings());
  }

  @Test
  void records_that_were_gone_before_retention_are_missing_for_good() {
    retention.set(
        1,
        new RetentionDigest(
            2,
            START,
            Optional.of(signed(retention.getFirst())),
            Optional.empty(),
            new Archive("archive 2", Digest.over("2"), 1),
            List.of(new Begin("a", 4, 5, records.get(3).digest()))));
    archives.set(1, Optional.of(List.of(records.get(3))));
    var missing = List.of(new MissingRecords("a", 3, 3));
    assertEquals(missing, withoutArchives(kept()).findings());
    assertEquals(missing, withArchives(kept()).findings());
  }

  @Test
  void a_removal_that_is_under_way_is_intact() {
    for (int left = 4; left > 1; left--) {
      var live = records.subList(left - 1, 8);
      assertEquals(List.of(), withoutArchives(live).findings());
      assertEquals(List.of(), withArchives(live).findings());
    }
  }

  @Test
  void what_is_put_where_records_were_removed_is_named() {
    var live = kept();
    live.add(new ChainLink("a", 4, Optional.empty(), Digest.over("forged"), START));
    var named = List.of(new MisplacedRecord("a", 4, "it is not what was removed there"));
    assertEquals(named, withoutArchives(live).findings());
    assertEquals(named, withArchives(live).findings());
    live.set(4, records.get(1));
    assertEquals(
        List.of(new MisplacedRecord("a", 2, "it is not what was removed there")),
        withoutArchives(live).findings());
  }

  @Test
  void a_retention_digest_of_another_digest_is_named() {
    digests.set(0, new AuditDigest(START.plusSeconds(240), Optional.empty(), List.of()));
    digests.set(
        1,
        new AuditDigest(
            START.plusSeconds(480), Optional.of(signed(digests.getFirst())), List.of(head(8))));
    assertEquals(
        List.of(new UnknownDigest("r2", START.plusSeconds(240))),
        withoutArchives(kept()).findings());
  }
}
