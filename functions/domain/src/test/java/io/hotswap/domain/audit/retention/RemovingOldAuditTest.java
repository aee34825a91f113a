package io.hotswap.domain.audit.retention;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.retention.RemovingOldAudit.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

/// Two chains: three records an hour in `a`, one in `b`, for four hours with a digest after each;
/// then one record of each.
class RemovingOldAuditTest {
  private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");
  private static final Instant NOW = START.plus(Duration.ofDays(40));
  private static final Instant ALL = START.plus(Duration.ofDays(10));

  private final InMemoryAudit audit = fourHours();

  private static InMemoryAudit fourHours() {
    var audit = new InMemoryAudit();
    for (int hour = 0; hour < 4; hour++) {
      for (int i = 1; i <= 3; i++) {
        audit.append("a", hour(hour).plusSeconds(i));
      }
      audit.append("b", hour(hour).plusSeconds(1));
      audit.digest(hour(hour + 1));
    }
    audit.append("a", hour(5));
    audit.append("b", hour(5));
    return audit;
  }

  private static Instant hour(int hours) {
    return START.plus(Duration.ofHours(hours));
  }

  private static Removal remove(InMemoryAudit audit, Instant before, int batch) {
    return new RemovingOldAudit(audit, audit, audit, audit, () -> NOW, batch)
        .removeOlder(before, Instant.MAX);
  }

  private static void assertIntact(InMemoryAudit audit) {
    assertEquals(List.of(), audit.verified(false).findings());
    assertEquals(List.of(), audit.verified(true).findings());
  }

  @Test
  void what_is_old_and_digested_is_archived_and_goes() {
    assertEquals(new Removal(16, 1, List.of(), true), remove(audit, ALL, 100));
    assertEquals(List.of(13L), audit.kept("a"));
    assertEquals(List.of(5L), audit.kept("b"));
    assertEquals(16, audit.archived());
    assertIntact(audit);
    assertEquals(18, audit.verified(true).records());
  }

  @Test
  void what_is_not_old_enough_stays_with_its_digest() {
    assertEquals(new Removal(0, 0, List.of(), true), remove(audit, hour(2), 100));
    assertEquals(new Removal(4, 1, List.of(), true), remove(audit, hour(2).plusSeconds(1), 100));
    assertEquals(9 + 1, audit.kept("a").size());
    assertIntact(audit);
    assertEquals(new Removal(12, 1, List.of(), true), remove(audit, ALL, 100));
    assertIntact(audit);
    assertEquals(new Removal(0, 0, List.of(), true), remove(audit, ALL, 100));
  }

  @Test
  void the_end_of_a_chain_stays_so_that_it_goes_on() {
    var quiet = new InMemoryAudit();
    quiet.append("a", hour(0));
    quiet.append("a", hour(0));
    quiet.digest(hour(1));
    assertEquals(1, remove(quiet, ALL, 100).records());
    assertEquals(List.of(2L), quiet.kept("a"));
    quiet.append("a", hour(1));
    quiet.digest(hour(2));
    assertEquals(1, remove(quiet, ALL, 100).records());
    assertEquals(List.of(3L), quiet.kept("a"));
    assertIntact(quiet);
  }

  @Test
  void many_records_go_in_several_archives() {
    var removal = remove(audit, ALL, 5);
    assertEquals(16, removal.records());
    assertTrue(removal.archives() > 2, removal.toString());
    assertIntact(audit);
  }

  @Test
  void killed_after_each_of_its_writes_it_ends_the_same() {
    int kills = 0;
    for (int writes = 1; isKilled(writes); writes++) {
      kills++;
      assertIntact(audit);
      assertTrue(kills < 100, "it does not end");
    }
    assertEquals(List.of(13L), audit.kept("a"));
    assertEquals(List.of(5L), audit.kept("b"));
    assertEquals(16, audit.archived());
    assertTrue(kills > 4, kills + " kills");
  }

  private boolean isKilled(int writes) {
    audit.killAfter(writes);
    try {
      remove(audit, ALL, 5);
      return false;
    } catch (InMemoryAudit.Killed e) {
      return true;
    }
  }

  @Test
  void killed_at_any_one_write_nothing_is_lost() {
    for (int writes = 1; writes < 30; writes++) {
      var fresh = fourHours();
      fresh.killAfter(writes);
      try {
        remove(fresh, ALL, 5);
      } catch (InMemoryAudit.Killed e) {
        assertIntact(fresh);
      }
      fresh.killAfter(Integer.MAX_VALUE);
      remove(fresh, ALL, 5);
      assertIntact(fresh);
      assertEquals(16, fresh.archived());
      assertEquals(List.of(13L), fresh.kept("a"));
    }
  }

  @Test
  void out_of_time_it_goes_on_at_the_next_run() {
    var removing = new RemovingOldAudit(audit, audit, audit, audit, () -> NOW, 100);
    assertEquals(new Removal(0, 0, List.of(), false), removing.removeOlder(ALL, NOW));
    assertEquals(16, remove(audit, ALL, 100).records());
  }

  @Test
  void a_chain_that_is_not_as_it_was_digested_stays_whole() {
    audit.drop("a", 2);
    var removal = remove(audit, ALL, 100);
    assertEquals("Record 2 of a is not the one that was digested", removal.broken().getFirst());
    assertEquals(12, audit.kept("a").size());
    assertEquals(List.of(5L), audit.kept("b"));
    assertEquals(1, audit.verified(false).findings().size());
  }

  @Test
  void nothing_goes_beyond_a_digest_that_is_missing() {
    audit.forgetDigest(hour(2));
    assertThrows(IllegalStateException.class, () -> remove(audit, ALL, 100));
    assertEquals(13, audit.kept("a").size());
  }

  @Test
  void nothing_goes_while_a_retention_digest_is_missing() {
    remove(audit, hour(3).plusSeconds(1), 2);
    audit.forgetFirstRetention();
    var kept = audit.kept("a");
    assertThrows(IllegalStateException.class, () -> remove(audit, ALL, 2));
    assertEquals(kept, audit.kept("a"));
  }

  @Test
  void digests_that_were_gone_through_are_not_read_again() {
    remove(audit, hour(3).plusSeconds(1), 100);
    audit.forgetDigest(hour(1));
    assertEquals(new Removal(8, 1, List.of(), true), remove(audit, ALL, 100));
  }
}
