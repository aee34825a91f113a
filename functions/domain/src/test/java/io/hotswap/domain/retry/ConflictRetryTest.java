package io.hotswap.domain.retry;

import static org.junit.jupiter.api.Assertions.assertEquals;

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

  private Optional<String> winning(int attempt) {
    return attempts.incrementAndGet() == attempt ? Optional.of("won") : Optional.empty();
  }
}
