package io.hotswap.identity;

import io.hotswap.identity.IssuerKeys.KeySetSource;
import io.hotswap.identity.IssuerKeys.Published;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;

/// Fetches a key set when it is asked to, one fetch at a time and one a second at most.
final class KeyRefresh {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final KeySetSource source;
  private final Clock clock;
  private volatile @Nullable Published published;
  private volatile @Nullable Throwable failure;
  private @Nullable CompletableFuture<Void> next;
  private boolean working;
  private long last = System.nanoTime() - BETWEEN.toNanos();

  KeyRefresh(KeySetSource source, Clock clock) {
    this.source = source;
    this.clock = clock;
  }

  @Nullable Published published() {
    return published;
  }

  boolean hasFailed() {
    return failure != null;
  }

  @Nullable Throwable failure() {
    return failure;
  }

  /// @return done when a fetch that began after this call has ended, well or not
  synchronized CompletableFuture<Void> begin() {
    var asked = next;
    if (asked == null) {
      asked = new CompletableFuture<>();
      next = asked;
    }
    if (!working) {
      working = true;
      Thread.ofPlatform().name("issuer-keys").daemon().start(this::work);
    }
    return asked;
  }

  private void work() {
    while (true) {
      pause();
      var asked = take();
      if (asked == null) {
        return;
      }
      fetch();
      asked.complete(null);
    }
  }

  // Nobody of ours interrupts it; whoever does must not have callers told that there are no keys.
  private void pause() {
    long end = last + BETWEEN.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      var _ = Thread.interrupted();
    }
    var _ = Thread.interrupted();
  }

  private synchronized @Nullable CompletableFuture<Void> take() {
    var asked = next;
    next = null;
    working = asked != null;
    last = System.nanoTime();
    return asked;
  }

  // Whatever goes wrong, the set that is here stays, and so does the thread: nobody else fetches.
  private void fetch() {
    try {
      published = Published.of(source.fetch(), clock.instant());
      failure = null;
    } catch (IOException | ParseException | RuntimeException | Error e) {
      failure = e;
    }
  }
}
