package io.hotswap.runtime.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.plugin.Digest;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Each journal that is opened is another process's. */
class CrashJournalTest {
  private static final Digest ONE = Digest.over("one");
  private static final Digest TWO = Digest.over("two");
  private static final Duration A_WHILE = Duration.ofSeconds(3);

  @TempDir Path root;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T10:00:00Z"));
  private DataDirectory directory;

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root);
    directory.prepare();
  }

  private CrashJournal process() throws IOException {
    return new CrashJournal(directory, clock);
  }

  @Test
  void what_was_loading_is_suspected_once_and_then_in_quarantine() throws Exception {
    process().begin(ONE, "one");
    var second = process();
    assertTrue(second.isSuspect(ONE));
    assertTrue(second.quarantine(ONE).isEmpty());
    second.begin(ONE, "one");
    var third = process();
    assertFalse(third.isSuspect(ONE));
    assertEquals(clock.instant().plus(Duration.ofDays(1)), third.quarantine(ONE).orElseThrow());
    clock.pass(Duration.ofDays(1));
    assertTrue(third.isSuspect(ONE), "it is tried again the day after");
    third.begin(ONE, "one");
    assertTrue(process().quarantine(ONE).isPresent(), "and a third death is enough");
  }

  @Test
  void what_fails_or_lives_or_is_named_no_more_is_acquitted() throws Exception {
    process().begin(ONE, "one");
    var second = process();
    second.begin(ONE, "one");
    second.failed(ONE);
    assertFalse(process().isSuspect(ONE));

    process().begin(ONE, "one");
    var fourth = process();
    fourth.begin(ONE, "one");
    fourth.up(ONE);
    fourth.look();
    assertFalse(fourth.isQuiet(), "a thread that it began may still end the process");
    clock.pass(A_WHILE);
    fourth.look();
    assertTrue(fourth.isQuiet());
    assertFalse(process().isSuspect(ONE));

    process().begin(ONE, "one");
    process().forget(ONE);
    assertFalse(process().isSuspect(ONE));
  }

  @Test
  void an_orderly_end_blames_nobody_and_another_one_does() throws Exception {
    var first = process();
    first.begin(ONE, "one");
    first.close();
    var second = process();
    assertFalse(second.isSuspect(ONE));
    second.begin(ONE, "one");
    second.keep();
    second.close();
    assertTrue(process().isSuspect(ONE));
  }

  @Test
  void of_several_none_comes_into_quarantine() throws Exception {
    for (int death = 0; death < 5; death++) {
      var process = process();
      process.begin(ONE, "one");
      process.begin(TWO, "two");
    }
    var last = process();
    assertTrue(last.isSuspect(ONE));
    assertTrue(last.isSuspect(TWO));
  }

  @Test
  void suspects_begin_one_by_one_when_nothing_else_is_on_its_way() throws Exception {
    var first = process();
    first.begin(ONE, "one");
    first.begin(TWO, "two");
    var journal = process();
    var suspects = new Suspects(journal);
    List<Digest> begun = new CopyOnWriteArrayList<>();
    var other = Digest.over("other");
    for (var digest : List.of(ONE, TWO, other)) {
      var work = Thread.ofPlatform().unstarted(() -> begun.add(digest));
      suspects.begin(digest, work, () -> true);
      if (digest.equals(other)) {
        work.join();
      }
    }
    assertEquals(List.of(other), begun);
    journal.begin(other, "other");
    suspects.look();
    assertEquals(List.of(other), begun);
    journal.failed(other);
    suspects.look();
    awaitBegun(begun, 2);
    journal.begin(ONE, "one");
    suspects.look();
    assertEquals(List.of(other, ONE), begun);
    journal.failed(ONE);
    suspects.look();
    awaitBegun(begun, 3);
  }

  private static void awaitBegun(List<Digest> begun, int size) throws Exception {
    Eventually.so(() -> begun.toString(), () -> begun.size() == size);
  }

  @Test
  void a_half_written_journal_keeps_no_node_from_starting() throws Exception {
    Files.writeString(directory.crashes().resolve(ONE.hex() + ".crashed"), "");
    Files.writeString(directory.crashes().resolve(TWO.hex() + ".loading"), "");
    var journal = process();
    assertFalse(journal.isSuspect(ONE));
    assertTrue(journal.isSuspect(TWO));
  }
}
