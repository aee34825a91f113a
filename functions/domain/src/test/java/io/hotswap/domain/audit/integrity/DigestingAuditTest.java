package io.hotswap.domain.audit.integrity;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class DigestingAuditTest {
  private static final Instant TEN = Instant.parse("2026-11-01T10:00:00Z");

  private final List<AuditDigest> stored = new ArrayList<>();
  private final List<ChainLink> written = new ArrayList<>();
  private final DigestingAudit digesting = new DigestingAudit(this::moved, new InMemoryDigests());

  private final class InMemoryDigests implements AuditDigests {
    @Override
    public Optional<Last> last(Instant before) {
      return stored.reversed().stream()
          .filter(it -> it.at().isBefore(before))
          .findFirst()
          .map(it -> new Last(it.at(), Digest.over(it.toString())));
    }

    @Override
    public boolean add(AuditDigest digest) {
      return stored.stream().noneMatch(it -> it.at().equals(digest.at())) && stored.add(digest);
    }
  }

  private List<AuditDigest.Head> moved(Instant from, Instant to) {
    return written.stream()
        .filter(it -> !it.at().isBefore(from) && it.at().isBefore(to))
        .map(it -> new AuditDigest.Head(it.subject(), it.sequence(), it.digest()))
        .toList();
  }

  private void write(String subject, Instant at) {
    written.add(new ChainLink(subject, 1, Optional.empty(), Digest.over(subject), at));
  }

  private List<String> digested(Instant at) {
    return digesting.digest(at).orElseThrow().heads().stream()
        .map(AuditDigest.Head::subject)
        .toList();
  }

  @Test
  void each_digest_has_what_moved_and_names_the_one_before() {
    write("old", TEN.minus(Duration.ofDays(30)));
    write("a", TEN.minusSeconds(60));
    assertEquals(List.of("old", "a"), digested(TEN));
    write("b", TEN.plusSeconds(60));
    assertEquals(List.of("a", "b"), digested(TEN.plus(Duration.ofHours(1))));
    assertEquals(
        Optional.of(Digest.over(stored.getFirst().toString())), stored.getLast().previous());
    assertEquals(List.of("b"), digested(TEN.plus(Duration.ofHours(4))));
    assertEquals(List.of(), digested(TEN.plus(Duration.ofHours(8))));
  }

  @Test
  void a_record_that_is_found_late_is_in_the_next_digest() {
    assertEquals(List.of(), digested(TEN));
    write("began before ten and ended after it", TEN.minus(Duration.ofMinutes(14)));
    write("of a clock that is ahead", TEN.plusSeconds(70));
    assertEquals(2, digested(TEN.plus(Duration.ofHours(1))).size());
  }

  @Test
  void a_second_run_of_one_schedule_makes_no_second_digest() {
    assertTrue(digesting.digest(TEN).isPresent());
    assertEquals(Optional.empty(), digesting.digest(TEN));
    assertEquals(1, stored.size());
  }
}
