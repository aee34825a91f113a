package io.hotswap.domain.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class ConflictRetryTest {
  private final AtomicInteger attempts = new AtomicInteger();

  @Test
  void the_first_attempt_that_wins_is_the_last() {
    assertEquals(Optional.of("won"), ConflictRetry.run(() -> winning(3)));
    assertEquals(3, attempts.get());
  }

  @Test
  void losing_every_race_ends_without_a_result() {
    assertEquals(Optional.empty(), ConflictRetry.run(() -> winning(Integer.MAX_VALUE)));
    assertEquals(ConflictRetry.ATTEMPTS, attempts.get());
  }

  @Test
  void what_was_read_is_tried_first_and_read_again_after_each_lost_race() {
    List<Integer> tried = new ArrayList<>();
    var result =
        ConflictRetry.run(
            0,
            attempts::incrementAndGet,
            read -> {
              tried.add(read);
              return Optional.of("won").filter(it -> read == 2);
            });
    assertEquals(Optional.of("won"), result);
    assertEquals(List.of(0, 1, 2), tried);
  }

  @Test
  void nothing_is_read_after_the_last_lost_race() {
    assertEquals(
        Optional.empty(), ConflictRetry.run(0, attempts::incrementAndGet, it -> Optional.empty()));
    assertEquals(ConflictRetry.ATTEMPTS - 1, attempts.get());
  }

  private Optional<String> winning(int attempt) {
    return attempts.incrementAndGet() == attempt ? Optional.of("won") : Optional.empty();
  }
}
