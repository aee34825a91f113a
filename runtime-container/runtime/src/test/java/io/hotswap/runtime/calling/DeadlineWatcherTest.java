package io.hotswap.runtime.calling;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.testing.Eventually;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeadlineWatcherTest {
  private final DeadlineWatcher deadlineWatcher = new DeadlineWatcher();

  @BeforeEach
  void start() {
    deadlineWatcher.start();
  }

  @AfterEach
  void close() {
    deadlineWatcher.close();
  }

  @Test
  void a_call_is_checked_until_it_ends() throws Exception {
    var checks = new AtomicInteger();
    DeadlineWatcher.Limited call = now -> checks.incrementAndGet();
    deadlineWatcher.begin(call);
    Eventually.so("it is checked again and again", () -> checks.get() > 2);
    deadlineWatcher.end(call);
    // A round that was under way when the call ended may have checked it once more.
    awaitRounds(2);
    int before = checks.get();
    awaitRounds(3);
    assertEquals(before, checks.get());
  }

  /// Waits until every call that the watcher knows was checked so many times.
  private void awaitRounds(int rounds) throws Exception {
    var checks = new AtomicInteger();
    DeadlineWatcher.Limited other = now -> checks.incrementAndGet();
    deadlineWatcher.begin(other);
    Eventually.so("the others are checked", () -> checks.get() >= rounds);
    deadlineWatcher.end(other);
  }

  @Test
  void a_check_that_fails_does_not_hold_up_the_others() throws Exception {
    var checks = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      deadlineWatcher.begin(
          now -> {
            checks.incrementAndGet();
            throw new IllegalStateException("on purpose");
          });
      deadlineWatcher.begin(now -> checks.incrementAndGet());
    }
    Eventually.so("each is checked three times", () -> checks.get() >= 60);
  }
}
