package io.hotswap.runtime.supervision;

import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Watches the node's loops: restarts one that has lost its thread, ends the process when a vital
/// loop stays stuck, and interrupts the round of a dispensable one. Two watchers watch the loops
/// and each other. Readiness is computed from the loops' own times on each request, and needs
/// neither.
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration POLL_INTERVAL = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  // Counted in polls, not by the clock: a process that was suspended for an hour must not end.
  private static final int POLLS_BEFORE_GIVING_UP = 60;
  private static final int POLLS_BEFORE_BLOCKED = 20;

  private final List<Loop> watched = new CopyOnWriteArrayList<>();
  private final List<Loop> watchers;
  private final LoopMetrics metrics;
  private final int patience;
  private final Consumer<String> beyondHelp;
  private final AtomicReference<@Nullable String> givenUp = new AtomicReference<>();

  /// @param beyondHelp called once, with the reason why this process has to end
  public Supervisor(LoopMetrics metrics, Consumer<String> beyondHelp) {
    this(metrics, POLL_INTERVAL, POLLS_BEFORE_GIVING_UP, beyondHelp);
  }

  Supervisor(
      LoopMetrics metrics, Duration pollInterval, int patience, Consumer<String> beyondHelp) {
    this.metrics = metrics;
    this.patience = patience;
    this.beyondHelp = beyondHelp;
    this.watchers =
        IntStream.of(1, 2)
            .mapToObj(
                number ->
                    Loop.every(pollInterval, LIMIT, "supervise-" + number, new Watcher()::poll))
            .toList();
    watched.addAll(watchers);
  }

  public void watch(Collection<? extends Supervised> those) {
    those.forEach(it -> watched.addAll(it.loops()));
  }

  public void start() {
    watchers.forEach(Loop::start);
  }

  /// The reason why this node should get no calls: the overdue loop, and for how long.
  public Optional<String> trouble() {
    return watched.stream()
        .filter(it -> it.isVital() && it.overdue() > 0)
        .findFirst()
        .map(Supervisor::sentence);
  }

  /// The reason why this process has to end.
  public Optional<String> givenUp() {
    return Optional.ofNullable(givenUp.get());
  }

  private static String sentence(Loop loop) {
    var obstacle = loop.obstacle();
    return obstacle == null
        ? "loop %s gives no sign of life, %d s overdue"
            .formatted(loop.name(), Duration.ofNanos(Math.max(0, loop.overdue())).toSeconds())
        : "loop %s gives no sign of life: it %s".formatted(loop.name(), obstacle);
  }

  // The log itself may be stuck: no watcher waits for it.
  private static void logOnOwnThread(String sentence) {
    NodeThread.start("log-trouble", () -> LOG.error("{}", sentence));
  }

  private void giveUp(String why) {
    if (givenUp.compareAndSet(null, why)) {
      beyondHelp.accept(why);
    }
  }

  /// The state of one of the two watchers.
  private final class Watcher {
    private final Map<Loop, Integer> stuck = new HashMap<>();
    private final Map<Loop, Blocked> blocked = new HashMap<>();

    private record Blocked(long due, int polls) {}

    private void poll() {
      for (var loop : watched) {
        if (loop.revive()) {
          metrics.restarted(loop.name());
          logOnOwnThread("Loop " + loop.name() + " had lost its thread; it goes on with another");
        }
        poll(loop);
      }
    }

    // No code of the node holds a monitor for long.
    private void checkBlocked(Loop loop) {
      var thread = loop.thread();
      if (thread == null || thread.getState() != Thread.State.BLOCKED) {
        blocked.remove(loop);
        loop.obstacle(null);
        return;
      }
      var before = blocked.get(loop);
      long due = loop.due();
      int polls = before != null && before.due() == due ? before.polls() + 1 : 1;
      var now = new Blocked(due, polls);
      blocked.put(loop, now);
      if (now.polls() >= POLLS_BEFORE_BLOCKED) {
        loop.obstacle(BlockedOn.sentence(thread));
      }
    }

    private void poll(Loop loop) {
      checkBlocked(loop);
      boolean isStuck = loop.overdue() > 0;
      metrics.stuck(loop.name(), isStuck);
      if (!isStuck) {
        stuck.remove(loop);
        return;
      }
      int polls = stuck.merge(loop, 1, Integer::sum);
      if (polls == 1) {
        logOnOwnThread(sentence(loop));
      }
      if (polls >= patience && loop.isVital()) {
        giveUp(sentence(loop));
      } else if (polls % patience == 0) {
        loop.interruptRound();
        metrics.roundInterrupted(loop.name());
        logOnOwnThread(sentence(loop) + "; it is interrupted, and the node goes on without");
      }
    }
  }

  @Override
  public void close() {
    watchers.forEach(Loop::close);
  }
}
