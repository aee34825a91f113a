package io.hotswap.runtime.calling;

import io.hotswap.runtime.supervision.Loop;
import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BooleanSupplier;
import jdk.management.VirtualThreadSchedulerMXBean;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Lends calls more carriers while some hold all there are. Virtual threads are not preempted: as
/// many calls that compute without end as there are cores would keep every other call from running.
/// With a carrier more than those, the operating system shares out the cores.
///
/// A platform thread looks every few milliseconds, and sleeps while there are no calls.
final class CarrierScaler implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(CarrierScaler.class);
  private static final Duration LOOK = Duration.ofMillis(5);
  private static final Duration SLEEP = Duration.ofSeconds(5);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final int LOOKS_BEFORE_LENDING = 3;
  private static final int LOOKS_BEFORE_TAKING_BACK = 200;
  private static final int LOOKS_BEFORE_SLEEPING = 20;
  private static final int MOST_NUDGES = 128;
  private static final VirtualThreadSchedulerMXBean SCHEDULER =
      ManagementFactory.getPlatformMXBean(VirtualThreadSchedulerMXBean.class);
  // Before anybody has lent.
  private static final int OWN = SCHEDULER.getParallelism();

  private final int most;
  private final BooleanSupplier calls;
  private final LongAdder ended = new LongAdder();
  private final Loop watch;
  private volatile boolean asleep;
  private long endedBefore;
  private int queuedLooks;
  private int idleLooks;
  private int looks;
  private int mounted;

  /// @param most carriers at once, lent ones included
  /// @param calls whether there are any
  CarrierScaler(int most, BooleanSupplier calls) {
    this.most = Math.max(most, OWN);
    this.calls = calls;
    this.watch = Loop.of("carriers", LIMIT, this::watch);
  }

  void start() {
    watch.start();
  }

  /// A call begins.
  void needed() {
    if (asleep) {
      asleep = false;
      watch.wake();
    }
  }

  /// A call has left its carrier for good.
  void ended() {
    ended.increment();
  }

  private long watch() {
    asleep = false;
    look();
    if (idleLooks <= LOOKS_BEFORE_SLEEPING) {
      return LOOK.toNanos();
    }
    idleLooks = 0;
    asleep = true;
    // Whoever begins a call from here on wakes it; who began one before is seen here.
    return calls.getAsBoolean() ? LOOK.toNanos() : SLEEP.toNanos();
  }

  Loop loop() {
    return watch;
  }

  private void look() {
    int carriers = SCHEDULER.getParallelism();
    idleLooks = calls.getAsBoolean() || carriers > OWN ? 0 : idleLooks + 1;
    if (areHeld(carriers)) {
      lend(carriers);
    } else if (carriers > OWN) {
      takeBack(carriers);
    }
  }

  // Some wait, and carriers end no call in a few looks. Calls that are short and too many want no
  // more carriers than there are cores.
  private boolean areHeld(int carriers) {
    long now = ended.sum();
    if (SCHEDULER.getQueuedVirtualThreadCount() == 0 || now - endedBefore >= carriers) {
      endedBefore = now;
      queuedLooks = 0;
      return false;
    }
    queuedLooks++;
    return queuedLooks >= LOOKS_BEFORE_LENDING;
  }

  private void lend(int carriers) {
    queuedLooks = 0;
    int mounted = SCHEDULER.getMountedVirtualThreadCount();
    if (mounted >= carriers) {
      if (carriers >= most) {
        return;
      }
      int more = Math.min(most, 2 * carriers);
      LOG.info("Calls hold all {} carriers; lending up to {}", carriers, more);
      SCHEDULER.setParallelism(more);
      forget();
    }
    nudge(mounted);
  }

  // The scheduler starts a carrier only when something is submitted to a queue that looks empty or
  // is full; this thread's is empty, unless it shares one with others.
  private static void nudge(int mounted) {
    for (int i = 0; i < MOST_NUDGES && SCHEDULER.getMountedVirtualThreadCount() <= mounted; i++) {
      Thread.startVirtualThread(() -> {});
    }
  }

  /// Leaves as many as were in use lately on the average, and its own besides: a call that holds a
  /// carrier is always among them.
  private void takeBack(int carriers) {
    mounted += SCHEDULER.getMountedVirtualThreadCount();
    looks++;
    if (looks >= LOOKS_BEFORE_TAKING_BACK) {
      int used = Math.ceilDiv(mounted, looks);
      int enough = used < OWN ? OWN : used + OWN;
      if (enough < carriers) {
        LOG.info("Taking carriers back: {} of {} stay", enough, carriers);
        SCHEDULER.setParallelism(enough);
      }
      forget();
    }
  }

  private void forget() {
    looks = 0;
    mounted = 0;
  }

  @Override
  public void close() {
    watch.close();
    SCHEDULER.setParallelism(OWN);
  }
}
