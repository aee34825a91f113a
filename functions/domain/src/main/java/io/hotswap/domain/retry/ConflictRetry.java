package io.hotswap.domain.retry;

import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;

/// Optimistic concurrency: reads, decides and writes conditionally, again and again until no
/// concurrent change wins. Without a pause, because the winner's write is already done; the store
/// waits by itself where writes collide.
public final class ConflictRetry {
  public static final int ATTEMPTS = 10;

  private ConflictRetry() {}

  /// @param attempt reads everything anew; empty when a concurrent change won
  /// @return empty when concurrent changes won every attempt
  public static <T> Optional<T> run(Supplier<Optional<T>> attempt) {
    for (int made = 0; made < ATTEMPTS; made++) {
      var result = attempt.get();
      if (result.isPresent()) {
        return result;
      }
    }
    return Optional.empty();
  }

  /// The same for a record that has just been read.
  ///
  /// @param read what the first attempt is based on
  /// @param again reads it for each further attempt
  /// @param attempt empty when a concurrent change won
  public static <S, T> Optional<T> run(
      S read, Supplier<S> again, Function<S, Optional<T>> attempt) {
    var current = read;
    for (int made = 1; made <= ATTEMPTS; made++) {
      var result = attempt.apply(current);
      if (result.isPresent() || made == ATTEMPTS) {
        return result;
      }
      current = again.get();
    }
    return Optional.empty();
  }
}
