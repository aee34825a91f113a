package io.hotswap.runtime.pluginlog;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.runtime.pluginlog.LogBudget.Answer;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class LogBudgetTest {
  private static final long SECOND = 1_000_000_000;

  private final AtomicLong now = new AtomicLong(5);
  private final LogBudget budget = new LogBudget(new LogLimits(10, 1_000), now::get);

  private long written(int tries, int size) {
    long written = 0;
    for (int i = 0; i < tries; i++) {
      written += budget.take(size) == Answer.WRITE ? 1 : 0;
    }
    return written;
  }

  @Test
  void ten_seconds_worth_at_once_and_then_so_many_a_second() {
    assertEquals(100, written(500, 1));
    assertEquals(400, budget.dropped());
    now.addAndGet(SECOND);
    assertEquals(10, written(500, 1));
    now.addAndGet(1_000 * SECOND);
    assertEquals(100, written(500, 1));
  }

  @Test
  void long_lines_count_by_their_length() {
    assertEquals(10, written(500, 1_000));
    now.addAndGet(SECOND / 2);
    assertEquals(0, written(500, 1_000));
    now.addAndGet(SECOND / 2);
    assertEquals(1, written(500, 1_000));
  }

  @Test
  void the_first_that_is_dropped_is_told_apart() {
    written(100, 1);
    assertEquals(Answer.DROP_FIRST, budget.take(1));
    assertEquals(Answer.DROP, budget.take(1));
    assertEquals(2, budget.dropped());
    assertEquals(Answer.DROP_FIRST, budget.take(1));
  }
}
