package io.hotswap.runtime.secrets;

import io.hotswap.domain.tenant.secret.ManagedSecretValues.Managed;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A value in memory, read at its first use. Threads that need it at once read it once.
final class HeldSecret {
  private static final Logger LOG = LoggerFactory.getLogger(HeldSecret.class);

  // Whoever asks meanwhile is told at once: calls must not queue up behind a failing service.
  private static final Duration RETRY = Duration.ofSeconds(2);

  private volatile @Nullable Managed value;
  private volatile Instant renewal = Instant.MIN;
  private volatile Instant used = Instant.MIN;

  /// @param keep how long it is good before it is read again; the last one serves while that fails
  /// @param reading empty when there is none, or none any more
  /// @return empty when there is none, or it cannot be read
  Optional<Managed> get(Instant now, Duration keep, Supplier<Optional<Managed>> reading) {
    used = now;
    return now.isBefore(renewal) ? Optional.ofNullable(value) : renewed(now, keep, reading);
  }

  private synchronized Optional<Managed> renewed(
      Instant now, Duration keep, Supplier<Optional<Managed>> reading) {
    if (now.isBefore(renewal)) {
      return Optional.ofNullable(value);
    }
    try {
      value = reading.get().orElse(null);
      renewal = now.plus(value == null ? RETRY : keep);
    } catch (RuntimeException failed) {
      LOG.warn("A secret cannot be read", failed);
      renewal = now.plus(RETRY);
    }
    return Optional.ofNullable(value);
  }

  boolean isUsedSince(Instant moment) {
    return used.isAfter(moment);
  }
}
