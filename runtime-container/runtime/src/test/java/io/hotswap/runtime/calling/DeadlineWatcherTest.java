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
  void a_call_is_looked_at_until_it_ends() throws Exception {
    var looks = new AtomicInteger();
    DeadlineWatcher.Limited call = now -> looks.incrementAndGet();
    deadlineWatcher.begin(call);
    Eventually.so("it is looked at again and again", () -> looks.get() > 2);
    deadlineWatcher.end(call);
    // A round that was under way when the call ended may have checked it once more.
    awaitRounds(2);
    int before = looks.get();
    awaitRounds(3);
    assertEquals(before, looks.get());
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
  void one_that_fails_does_not_hold_up_the_others() throws Exception {
    var looks = new AtomicInteger();
    for (int i = 0; i < 10; i++) {
      deadlineWatcher.begin(
          now -> {
            looks.incrementAndGet();
            throw new IllegalStateException("on purpose");
          });
      deadlineWatcher.begin(now -> looks.incrementAndGet());
    }
    Eventually.so("each is looked at three times", () -> looks.get() >= 60);
  }
}
