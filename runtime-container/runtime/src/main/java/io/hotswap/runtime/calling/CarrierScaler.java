package io.hotswap.runtime.calling;

import io.hotswap.runtime.supervision.Loop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Adds carrier threads while calls hold all of them. Virtual threads are not preempted: as many
/// endless calls as there are cores would keep every other call from running. With more carriers,
/// the operating system shares out the cores.
///
/// A platform thread polls every few milliseconds, and sleeps while there are no calls.
final class CarrierScaler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CarrierScaler.class);
  private static final Duration POLL = Duration.ofMillis(5);
  private static final Duration SLEEP = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int POLLS_BEFORE_LENDING = 3;
  private static final int POLLS_BEFORE_TAKING_BACK = 200;
  private static final int POLLS_BEFORE_SLEEPING = 20;
  private static final int MOST_NUDGES = 128;
  private static final VirtualThreadSchedulerMXBean SCHEDULER =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
  // The scheduler's parallelism before any carrier was added.
  private static final int BASE = SCHEDULER.getParallelism();

  private final int most;
  private final BooleanSupplier calls;
  private final LongAdder callEnded = new LongAdder();
  private final Loop watch;
  private volatile boolean asleep;
  private long endedBefore;
  private int queuedPolls;
  private int idlePolls;
  private int polls;
  private int mounted;

  /// @param most limit of carriers, added ones included
  /// @param calls whether any call is in flight
  CarrierScaler(int most, BooleanSupplier calls) {
    this.most = Math.max(most, BASE);
    this.calls = calls;
    this.watch = Loop.of("carriers", LIMIT, this::watch);
  }

  void start() {
    watch.start();
  }

  /// A call begins.
  void callBegan() {
    if (asleep) {
      asleep = false;
      watch.wake();
    }
  }

  /// A call has ended and left its carrier.
  void callEnded() {
    callEnded.increment();
  }

  private long watch() {
    asleep = false;
    poll();
    if (idlePolls <= POLLS_BEFORE_SLEEPING) {
      return POLL.toNanos();
    }
    idlePolls = 0;
    asleep = true;
    // A call that begins from here on wakes this loop; one that began before is seen here.
    return calls.getAsBoolean() ? POLL.toNanos() : SLEEP.toNanos();
  }

  Loop loop() {
    return watch;
  }

  private void poll() {
    int carriers = SCHEDULER.getParallelism();
    idlePolls = calls.getAsBoolean() || carriers > BASE ? 0 : idlePolls + 1;
    if (areHeld(carriers)) {
      lend(carriers);
    } else if (carriers > BASE) {
      takeBack(carriers);
    }
  }

  // Whether calls are queued while carriers end none over several polls. Many short calls need no
  // more carriers than there are cores.
  private boolean areHeld(int carriers) {
    long now = callEnded.sum();
    if (SCHEDULER.getQueuedVirtualThreadCount() == 0 || now - endedBefore >= carriers) {
      endedBefore = now;
      queuedPolls = 0;
      return false;
    }
    queuedPolls++;
    return queuedPolls >= POLLS_BEFORE_LENDING;
  }

  private void lend(int carriers) {
    queuedPolls = 0;
    int mounted = SCHEDULER.getMountedVirtualThreadCount();
    if (mounted >= carriers) {
      if (carriers >= most) {
        return;
      }
      int more = Math.min(most, 2 * carriers);
      LOG.info("Calls hold all {} carriers; allowing up to {}", carriers, more);
      SCHEDULER.setParallelism(more);
      forget();
    }
    nudge(mounted);
  }

  // The scheduler starts a carrier only on a submission to a queue that seems empty or is full.
  // This thread's queue is empty, unless it shares one with others.
  private static void nudge(int mounted) {
    for (int i = 0; i < MOST_NUDGES && SCHEDULER.getMountedVirtualThreadCount() <= mounted; i++) {
      Thread.startVirtualThread(() -> {});
    }
  }

  /// Keeps as many carriers as were in use on average lately, plus the base number. Calls that hold
  /// a carrier are included in that average.
  private void takeBack(int carriers) {
    mounted += SCHEDULER.getMountedVirtualThreadCount();
    polls++;
    if (polls >= POLLS_BEFORE_TAKING_BACK) {
      int used = Math.ceilDiv(mounted, polls);
      int enough = used < BASE ? BASE : used + BASE;
      if (enough < carriers) {
        LOG.info("Removing carriers: {} of {} stay", enough, carriers);
        SCHEDULER.setParallelism(enough);
      }
      forget();
    }
  }

  private void forget() {
    polls = 0;
    mounted = 0;
  }

  @Override
  public void close() {
    watch.close();
    SCHEDULER.setParallelism(BASE);
  }
}
