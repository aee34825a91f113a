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

/// Fetches a key set on request, one fetch at a time and at most one a second.
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

  /// @return completes when a fetch that began after this call has ended, successfully or not
  synchronized CompletableFuture<Void> begin() {
    var requested = next;
    if (requested == null) {
      requested = new CompletableFuture<>();
      next = requested;
    }
    if (!working) {
      working = true;
      Thread.ofPlatform().name("issuer-keys").daemon().start(this::work);
    }
    return requested;
  }

  private void work() {
    while (true) {
      pause();
      var requested = take();
      if (requested == null) {
        return;
      }
      fetch();
      requested.complete(null);
    }
  }

  // Only foreign code interrupts this thread; callers must not see an absence of keys because of
  // it.
  private void pause() {
    long end = last + BETWEEN.toNanos();
    for (long left = end - System.nanoTime(); left > 0; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      var _ = Thread.interrupted();
    }
    var _ = Thread.interrupted();
  }

  private synchronized @Nullable CompletableFuture<Void> take() {
    var requested = next;
    next = null;
    working = requested != null;
    last = System.nanoTime();
    return requested;
  }

  // On any failure the current set and this thread survive: nobody else fetches.
  private void fetch() {
    try {
      published = Published.of(source.fetch(), clock.instant());
      failure = null;
    } catch (IOException | ParseException | RuntimeException | Error e) {
      failure = e;
    }
  }
}
