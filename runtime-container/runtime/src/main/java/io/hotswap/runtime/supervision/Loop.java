package io.hotswap.runtime.supervision;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Does one thing again and again on a platform thread of its own: plugins that spin on virtual
/// threads can't stop it. It ends when it is closed and for no other reason, neither an
/// interruption nor an `Error`. When it gives no sign of life for longer than it may, that shows:
/// whoever asks compares the time, so that a thread that is gone cannot be taken for a live one.
public final class Loop implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Loop.class);
  private static final Duration PATIENCE = Duration.ofSeconds(2);
  private static final long TELL_AGAIN = 10_000_000_000L;

  private final AtomicReference<@Nullable Thread> thread = new AtomicReference<>();
  private final String name;
  private final long limit;
  private final LoopBody loopBody;
  private volatile boolean closed;
  private volatile boolean vital = true;
  private volatile boolean awake;
  // The round before ended in an Error: no sign of life.
  private volatile boolean broken;
  private volatile long due;
  private volatile @Nullable String obstacle;
  private long told = System.nanoTime() - TELL_AGAIN;

  private Loop(String name, Duration limit, LoopBody loopBody) {
    this.name = name;
    this.limit = limit.toNanos();
    this.loopBody = loopBody;
  }

  /// @param limit how long one round may take; past that and the pause the loop is stuck
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

  /// One that a node can do without for a while: no reason to end it.
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
    // Told to another round, or by nobody who may.
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
      tell(e);
      return afterFailure();
    } catch (Error e) {
      broken = true;
      tell(e);
      return afterFailure();
    }
  }

  private long afterFailure() {
    long second = 1_000_000_000;
    signOfLife(second);
    return second;
  }

  private void tell(Throwable failure) {
    long now = System.nanoTime();
    if (now - told >= TELL_AGAIN) {
      told = now;
      try {
        LOG.error("{} failed; going on", name, failure);
      } catch (OutOfMemoryError noMemory) {
        // It goes on without, and tells the next failure.
        told = now - TELL_AGAIN;
      }
    }
  }

  private void pause(long nanos) {
    long end = System.nanoTime() + nanos;
    for (long left = nanos; left > 0 && !closed && !awake; left = end - System.nanoTime()) {
      LockSupport.parkNanos(this, left);
      // Parking returns at once while this is set.
      var _ = Thread.interrupted();
    }
    awake = false;
  }

  /// Begins the next round now.
  public void wake() {
    awake = true;
    LockSupport.unpark(thread.get());
  }

  /// For a round of many parts, each of which may take as long as the limit.
  public void progressed() {
    signOfLife(0);
  }

  private void signOfLife(long pause) {
    if (!broken) {
      due = System.nanoTime() + pause + limit;
    }
  }

  /// Nanoseconds since a sign of life was due at the latest; negative when none is due yet.
  long overdue() {
    if (thread.get() == null || closed) {
      return -1;
    }
    long late = System.nanoTime() - due;
    return obstacle == null ? late : Math.max(1, late);
  }

  /// What changes with every sign of life.
  long due() {
    return due;
  }

  /// @param sentence what keeps it from going on, though its time is not over; null for nothing
  void obstacle(@Nullable String sentence) {
    obstacle = sentence;
  }

  @Nullable String obstacle() {
    return obstacle;
  }

  /// Has the round that hangs end, if it can be interrupted; the next begins then.
  void interruptRound() {
    var current = thread.get();
    if (current != null && !closed) {
      current.interrupt();
    }
  }

  /// Whether it has begun, should go on, and has no thread any more.
  boolean isDead() {
    var current = thread.get();
    return current != null && !closed && isGone(current);
  }

  /// Gives a dead loop another thread; and a living one its due share of the processor back.
  ///
  /// @return whether it was dead
  // Nothing is scheduled by it: code of a plugin may have lowered it.
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

  // One that is about to be started is not alive either.
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
