package io.hotswap.runtime.supervision;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Repeats one task on a platform thread of its own, so that plugins which spin on virtual threads
/// cannot stop it. It ends only when it is closed, neither by an interruption nor by an `Error`. It
/// leaves the time by which its next sign of life is due; readers compare that with the clock, so
/// that a loop whose thread has ended is never taken for a live one.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long LOG_INTERVAL_NANOS = 10_000_000_000L;

  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final String name;
  private final long limit;
  private final LoopBody loopBody;
  private volatile boolean closed;
  private volatile boolean vital = true;
  private volatile boolean awake;
  // The last round ended in an Error, which is no sign of life.
  private volatile boolean broken;
  private volatile long due;
  private volatile @Nullable String obstacle;
  private long lastLogged = System.nanoTime() - LOG_INTERVAL_NANOS;

  private Loop(String name, Duration limit, LoopBody loopBody) {
    this.name = name;
    this.limit = limit.toNanos();
    this.loopBody = loopBody;
  }

  /// @param limit longest time of one round; the loop is stuck after that and the pause
  public static Loop of(String name, Duration limit, LoopBody loopBody) {
    return new Loop(name, limit, loopBody);
  }

  public static Loop every(Duration pause, Duration limit, String name, Runnable work) {
    long nanos = pause.toNanos();
    return of(
        name,
        limit,
        () -> {
          work.run();
          return nanos;
        });
  }

  /// Marks a loop that the node can do without for a while: it never ends the process when stuck.
  public Loop dispensable() {
    vital = false;
    return this;
  }

  boolean isVital() {
    return vital;
  }

  public String name() {
    return name;
  }

  public void start() {
    if (thread.get() == null) {
      due = System.nanoTime() + limit;
      replace(null);
    }
  }

  private boolean replace(@Nullable Thread before) {
    var next = NodeThread.unstarted(name, this::run);
    if (!thread.compareAndSet(before, next)) {
      return false;
    }
    try {
      next.start();
      return true;
    } catch (OutOfMemoryError e) {
      thread.set(before);
      throw e;
    }
  }

  private void run() {
    while (!closed && thread.get() == Thread.currentThread()) {
      signOfLife(0);
      pause(roundOnce());
    }
  }

  private long roundOnce() {
    // The interruption was meant for an earlier round, or came from plugin code.
    var _ = Thread.interrupted();
    try {
      long pause = loopBody.run();
      broken = false;
      signOfLife(pause);
      return pause;
    } catch (InterruptedException e) {
      LOG.debug("{} is interrupted", name, e);
      return 0;
    } catch (RuntimeException e) {
      broken = false;
      logFailure(e);
      return afterFailure();
    } catch (Error e) {
      broken = true;
      logFailure(e);
      return afterFailure();
    }
  }

  private long afterFailure() {
    long second = 1_000_000_000;
    signOfLife(second);
    return second;
  }

  private void logFailure(Throwable failure) {
    long now = System.nanoTime();
    if (now - lastLogged >= LOG_INTERVAL_NANOS) {
      lastLogged = now;
      try {
        LOG.error("{} failed; going on", name, failure);
      } catch (OutOfMemoryError noMemory) {
        // It goes on without logging, and logs the next failure.
        lastLogged = now - LOG_INTERVAL_NANOS;
      }
    }
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed && !awake; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      // Parking returns at once while the flag is set.
      var _ = Thread.interrupted();
    }
    awake = false;
  }

  /// Begins the next round now.
  public void wake() {
    awake = true;
    LockSupport.unpark(thread.get());
  }

  /// A sign of life within a round of many steps, each of which may take as long as the limit.
  public void progressed() {
    signOfLife(0);
  }

  private void signOfLife(long pause) {
    if (!broken) {
      due = System.nanoTime() + pause + limit;
    }
  }

  /// Nanoseconds since the next sign of life was due; negative when it is not due yet.
  long overdue() {
    if (thread.get() == null || closed) {
      return -1;
    }
    long late = System.nanoTime() - due;
    return obstacle == null ? late : Math.max(1, late);
  }

  /// Changes with every sign of life.
  long due() {
    return due;
  }

  /// @param sentence what blocks the loop before its time is over; null for nothing
  void obstacle(@Nullable String sentence) {
    obstacle = sentence;
  }

  @Nullable String obstacle() {
    return obstacle;
  }

  /// Interrupts the round that hangs; the next one begins then.
  void interruptRound() {
    var current = thread.get();
    if (current != null && !closed) {
      current.interrupt();
    }
  }

  /// Whether it was started, is not closed, and has lost its thread.
  boolean isDead() {
    var current = thread.get();
    return current != null && !closed && isGone(current);
  }

  /// Gives a loop that has lost its thread a new one, and resets the priority of a live one.
  ///
  /// @return whether it had lost its thread
  // Nothing depends on priorities; plugin code may have lowered this one.
  @SuppressWarnings("ThreadPriorityCheck")
  boolean revive() {
    var current = thread.get();
    if (current == null || closed) {
      return false;
    }
    if (isGone(current)) {
      return replace(current);
    }
    if (current.getPriority() != Thread.NORM_PRIORITY) {
      current.setPriority(Thread.NORM_PRIORITY);
    }
    return false;
  }

  // A thread that is about to be started is not alive either.
  private static boolean isGone(Thread thread) {
    return thread.getState() == Thread.State.TERMINATED;
  }

  @Nullable Thread thread() {
    return thread.get();
  }

  @Override
  public void close() {
    closed = true;
    var current = thread.get();
    if (current == null || current == Thread.currentThread()) {
      return;
    }
    LockSupport.unpark(current);
    current.interrupt();
    try {
      current.join(PATIENCE);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
