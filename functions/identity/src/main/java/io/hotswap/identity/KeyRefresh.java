package io.hotswap.identity;

import io.hotswap.identity.IssuerKeys.KeySetSource;
import io.hotswap.identity.IssuerKeys.Published;
import java.io.IOException;
import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Fetches a key set when it is asked to, one fetch at a time and one a second at most.
final class KeyRefresh {
  private static final Duration BETWEEN = Duration.ofSeconds(1);

  private final KeySetSource source;
  private final Clock clock;
  private volatile @Nullable Published published;
  private volatile @Nullable Exception failure;
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

  @Nullable Exception failure() {
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
    try {
      while (true) {
        Thread.sleep(Duration.ofNanos(Math.max(0, last + BETWEEN.toNanos() - System.nanoTime())));
        var asked = take();
        if (asked == null) {
          return;
        }
        fetch();
        asked.complete(null);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      stop();
    }
  }

  private synchronized @Nullable CompletableFuture<Void> take() {
    var asked = next;
    next = null;
    working = asked != null;
    last = System.nanoTime();
    return asked;
  }

  private synchronized void stop() {
    working = false;
    if (next != null) {
      next.complete(null);
      next = null;
    }
  }

  // Whatever goes wrong, the set that is here stays.
  private void fetch() {
    try {
      published = Published.of(source.fetch(), clock.instant());
      failure = null;
    } catch (IOException | ParseException | RuntimeException e) {
      failure = e;
    }
  }
}
