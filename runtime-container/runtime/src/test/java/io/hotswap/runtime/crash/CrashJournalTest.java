package io.hotswap.runtime.crash;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.runtime.disk.DataDirectory;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.TestClock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Each journal that is opened is another process's. */
class CrashJournalTest {
  private static final Digest ONE = Digest.over("one");
  private static final Digest TWO = Digest.over("two");
  private static final Duration A_WHILE = Duration.ofSeconds(3);
  private static final int MANY = 100;
  private static final int DEADLY = 42;

  @TempDir Path root;
  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T10:00:00Z"));
  private final AtomicLong nanoTime = new AtomicLong(Long.MAX_VALUE - 10);
  private DataDirectory directory = new DataDirectory(Path.of(""));

  @BeforeEach
  void prepare() {
    directory = new DataDirectory(root);
    directory.prepare();
  }

  private CrashJournal process() {
    return new CrashJournal(directory, clock, nanoTime::get);
  }

  private void pass(Duration time) {
    nanoTime.addAndGet(time.toNanos());
  }

  private static Digest digest(int number) {
    return new Digest("%064x".formatted(number));
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
    fourth.acquitSurvivors();
    assertTrue(fourth.isSuspect(ONE), "a thread that it began may still end the process");
    pass(A_WHILE);
    fourth.acquitSurvivors();
    assertFalse(fourth.isSuspect(ONE));
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
    second.keepSuspects();
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
  void probation_does_not_go_by_a_clock_that_is_set() {
    process().begin(ONE, "one");
    var second = process();
    second.begin(ONE, "one");
    second.up(ONE);
    clock.pass(Duration.ofDays(-1));
    pass(A_WHILE);
    second.acquitSurvivors();
    assertFalse(second.isSuspect(ONE), "an hour back, or a day");
    second.begin(TWO, "two");
    second.up(TWO);
    clock.pass(Duration.ofDays(9));
    second.acquitSurvivors();
    assertTrue(process().isSuspect(TWO), "and forward");
  }

  @Test
  void a_clock_that_was_ahead_lengthens_no_quarantine() {
    for (int death = 0; death < 2; death++) {
      process().begin(ONE, "one");
    }
    assertTrue(process().quarantine(ONE).isPresent());
    clock.pass(Duration.ofDays(-365));
    assertEquals(clock.instant().plus(Duration.ofDays(1)), process().quarantine(ONE).orElseThrow());
  }

  @Test
  void one_that_died_with_others_is_not_in_quarantine_for_dying_alone_once() {
    var first = process();
    first.begin(ONE, "one");
    first.begin(TWO, "two");
    process().begin(ONE, "one");
    var third = process();
    assertTrue(third.isSuspect(ONE), "the first death may have been anybody's, a power cut's");
    third.begin(ONE, "one");
    assertTrue(process().quarantine(ONE).isPresent());
    assertTrue(process().isSuspect(TWO));
  }

  @Test
  void one_that_is_blamed_again_clears_those_that_were_only_beside_it() {
    process().begin(ONE, "one");
    var second = process();
    second.begin(TWO, "a busy node loads others all the time");
    second.begin(ONE, "one");
    var third = process();
    assertTrue(third.quarantine(ONE).isPresent());
    assertFalse(third.isSuspect(TWO));
    assertFalse(process().isSuspect(TWO), "nor later");
  }

  @Test
  void a_few_deaths_lead_to_the_one_of_many_that_causes_them() throws Exception {
    var first = process();
    for (int i = 0; i < MANY; i++) {
      first.begin(digest(i), "one of many");
    }
    int deaths = 1;
    while (isEndedByOne(process())) {
      deaths++;
      assertTrue(deaths < 10);
    }
    assertEquals(5, deaths, "with 99 others, 9, 2, and twice alone");
    assertTrue(process().quarantine(digest(DEADLY)).isPresent());
  }

  private boolean isEndedByOne(CrashJournal journal) throws Exception {
    var suspects = new Suspects(journal);
    List<Integer> begun = new CopyOnWriteArrayList<>();
    List<Thread> works = new ArrayList<>();
    for (int i = 0; i < MANY; i++) {
      int number = i;
      var work = Thread.ofPlatform().unstarted(() -> begun.add(number));
      if (journal.quarantine(digest(i)).isEmpty()) {
        works.add(work);
        suspects.begin(digest(i), work, () -> true);
      }
    }
    for (int rounds = 0; !works.isEmpty(); rounds++) {
      assertTrue(rounds < MANY / 5, "many at once");
      suspects.beginNext();
      for (var work : List.copyOf(works)) {
        if (work.getState() != Thread.State.NEW) {
          work.join();
          works.remove(work);
        }
      }
      begun.forEach(it -> journal.begin(digest(it), "one of many"));
      if (begun.contains(DEADLY)) {
        return true;
      }
      begun.forEach(it -> journal.failed(digest(it)));
      begun.clear();
    }
    return false;
  }

  @Test
  void suspects_begin_one_after_the_other_whatever_else_is_on_its_way() throws Exception {
    var first = process();
    first.begin(ONE, "one");
    first.begin(TWO, "two");
    var journal = process();
    var suspects = new Suspects(journal);
    List<Digest> begun = new CopyOnWriteArrayList<>();
    var other = Digest.over("other");
    var loaded = new CountDownLatch(1);
    for (var digest : List.of(ONE, TWO, other)) {
      // A thread that has ended without a word in the journal has given up.
      Runnable loading =
          () -> {
            begun.add(digest);
            awaitUninterrupted(loaded);
          };
      suspects.begin(digest, Thread.ofPlatform().daemon().unstarted(loading), () -> true);
    }
    awaitBegun(begun, 1);
    assertEquals(List.of(other), begun);
    journal.begin(other, "other");
    suspects.beginNext();
    suspects.beginNext();
    awaitBegun(begun, 2);
    assertEquals(List.of(other, ONE), begun, "its thread may not have begun anything yet");
    journal.begin(ONE, "one");
    suspects.beginNext();
    journal.up(ONE);
    suspects.beginNext();
    assertEquals(2, begun.size(), "it may still end the process");
    pass(A_WHILE);
    journal.acquitSurvivors();
    suspects.beginNext();
    awaitBegun(begun, 3);
    loaded.countDown();
  }

  private static void awaitUninterrupted(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void one_that_is_given_up_stays_suspect_and_the_next_begins() throws Exception {
    var first = process();
    first.begin(ONE, "one");
    first.begin(TWO, "two");
    var journal = process();
    var suspects = new Suspects(journal);
    List<Digest> begun = new CopyOnWriteArrayList<>();
    for (var digest : List.of(ONE, TWO)) {
      suspects.begin(
          digest,
          Thread.ofPlatform()
              .unstarted(
                  () -> {
                    journal.begin(digest, "it");
                    journal.givenUp(digest);
                    begun.add(digest);
                  }),
          () -> true);
    }
    Eventually.so(
        () -> begun.toString(),
        () -> {
          suspects.beginNext();
          return begun.equals(List.of(ONE, TWO));
        });
    var next = process();
    for (var digest : List.of(ONE, TWO)) {
      assertTrue(next.isSuspect(digest));
      assertEquals(2, next.suspects(digest), "blamed no more than before");
    }
  }

  @Test
  void what_nobody_wants_any_more_is_not_begun() {
    process().begin(ONE, "one");
    var suspects = new Suspects(process());
    var work = Thread.ofPlatform().unstarted(() -> {});
    suspects.begin(ONE, work, () -> false);
    suspects.beginNext();
    assertEquals(Thread.State.NEW, work.getState());
  }

  private static void awaitBegun(List<Digest> begun, int size) throws Exception {
    Eventually.so(() -> begun.toString(), () -> begun.size() == size);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "1", "1 yesterdayZ", "1 2026-99-23T10:00:00Z", "-1 x", "\u0000\ufffd"})
  void what_is_no_record_keeps_no_node_from_starting(String text) throws Exception {
    var crashes = directory.crashes();
    Files.writeString(crashes.resolve(ONE.hex() + ".crashed"), text);
    Files.write(crashes.resolve(TWO.hex() + ".crashed"), new byte[] {(byte) 0xc3, 0x28});
    Files.writeString(crashes.resolve(TWO.hex() + ".loading"), text);
    Files.writeString(crashes.resolve("editor-backup.crashed"), "1 " + clock.instant());
    Files.writeString(crashes.resolve("a.b.loading"), text);
    Files.createDirectories(crashes.resolve(digest(1).hex() + ".loading").resolve("in it"));
    Files.createDirectories(crashes.resolve(digest(2).hex() + ".crashed").resolve("in it"));
    var journal = process();
    assertFalse(journal.isSuspect(ONE));
    assertTrue(journal.isSuspect(TWO));
    assertFalse(process().isSuspect(digest(3)));
  }

  @Test
  void what_cannot_be_written_down_is_blamed_all_the_same() throws Exception {
    process().begin(ONE, "one");
    var inTheWay = directory.crashes().resolve(ONE.hex() + ".crashed");
    Files.createDirectories(inTheWay.resolve("in it"));
    assertTrue(process().isSuspect(ONE));
    assertTrue(process().isSuspect(ONE), "by each process");
  }

  @Test
  void a_journal_that_is_not_there_says_nothing() throws Exception {
    Files.delete(directory.crashes());
    var journal = process();
    journal.begin(ONE, "one");
    journal.failed(ONE);
    assertFalse(journal.isSuspect(ONE));
  }
}
