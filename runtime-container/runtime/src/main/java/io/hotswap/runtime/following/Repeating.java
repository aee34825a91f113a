package io.hotswap.runtime.following;

import java.time.Duration;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a platform thread of its own: plugins that spin on virtual
/// threads can't stop it.
public final class Repeating implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Repeating.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);

  private final Thread thread;

  private Repeating(Thread thread) {
    this.thread = thread;
  }

  public static Repeating every(Duration pause, String name, Runnable work) {
    return new Repeating(
        Thread.ofPlatform().name(name).daemon().unstarted(() -> repeat(pause, name, work)));
  }

  public void start() {
    thread.start();
  }

  private static void repeat(Duration pause, String name, Runnable work) {
    try {
      while (!Thread.interrupted()) {
        try {
          work.run();
        } catch (RuntimeException e) {
          LOG.error("{} failed; going on", name, e);
        }
        Thread.sleep(pause);
      }
    } catch (InterruptedException e) {
      LOG.debug("{} ends", name);
    }
  }

  @Override
  public void close() {
    thread.interrupt();
    try {
      thread.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
