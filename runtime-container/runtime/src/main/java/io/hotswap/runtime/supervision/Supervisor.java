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

/// Watches the node's loops: gives one whose thread is gone another, and gives the node up when one
/// stays stuck that it cannot do without; of any other the round that hangs is interrupted. There
/// are two watchers, and each watches the other; what is asked for readiness is worked out from the
/// loops' own times when it is asked for, and needs neither.
public final class Supervisor implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
  private static final Duration LOOK = Duration.ofMillis(500);
  private static final Duration LIMIT = Duration.ofSeconds(30);
  // By looks and not by the clock: a process that was stopped for an hour is not to be given up.
  private static final int LOOKS_BEFORE_GIVING_UP = 60;
  private static final int LOOKS_BEFORE_BLOCKED = 20;

  private final List<Loop> watched = new CopyOnWriteArrayList<>();
  private final List<Loop> watchers;
  private final LoopMetrics metrics;
  private final int patience;
  private final Consumer<String> beyondHelp;
  private final AtomicReference<@Nullable String> givenUp = new AtomicReference<>();

  /// @param beyondHelp told once, why this process has to end
  public Supervisor(LoopMetrics metrics, Consumer<String> beyondHelp) {
    this(metrics, LOOK, LOOKS_BEFORE_GIVING_UP, beyondHelp);
  }

  Supervisor(LoopMetrics metrics, Duration look, int patience, Consumer<String> beyondHelp) {
    this.metrics = metrics;
    this.patience = patience;
    this.beyondHelp = beyondHelp;
    this.watchers =
        IntStream.of(1, 2)
            .mapToObj(number -> Loop.every(look, LIMIT, "supervise-" + number, new Watcher()::look))
            .toList();
    watched.addAll(watchers);
  }

  public void watch(Collection<? extends Supervised> those) {
    those.forEach(it -> watched.addAll(it.loops()));
  }

  public void start() {
    watchers.forEach(Loop::start);
  }

  /// Why this node should get no calls: the loop that gives no sign of life, and for how long.
  public Optional<String> trouble() {
    return watched.stream()
        .filter(it -> it.isVital() && it.overdue() > 0)
        .findFirst()
        .map(Supervisor::sentence);
  }

  /// Why this process cannot go on.
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

  // What is stuck may be the log: no watcher waits for it.
  private static void tell(String sentence) {
    NodeThread.start("tell-trouble", () -> LOG.error("{}", sentence));
  }

  private void giveUp(String why) {
    if (givenUp.compareAndSet(null, why)) {
      beyondHelp.accept(why);
    }
  }

  /// What one of the two knows.
  private final class Watcher {
    private final Map<Loop, Integer> stuck = new HashMap<>();
    private final Map<Loop, Blocked> blocked = new HashMap<>();

    private record Blocked(long due, int looks) {}

    private void look() {
      for (var loop : watched) {
        if (loop.revive()) {
          metrics.restarted(loop.name());
          tell("Loop " + loop.name() + " had lost its thread; it goes on with another");
        }
        look(loop);
      }
    }

    // Nobody of the node holds a monitor for long.
    private void lookWhetherBlocked(Loop loop) {
      var thread = loop.thread();
      if (thread == null || thread.getState() != Thread.State.BLOCKED) {
        blocked.remove(loop);
        loop.obstacle(null);
        return;
      }
      var before = blocked.get(loop);
      long due = loop.due();
      int looks = before != null && before.due() == due ? before.looks() + 1 : 1;
      var now = new Blocked(due, looks);
      blocked.put(loop, now);
      if (now.looks() >= LOOKS_BEFORE_BLOCKED) {
        loop.obstacle(BlockedOn.sentence(thread));
      }
    }

    private void look(Loop loop) {
      lookWhetherBlocked(loop);
      boolean isStuck = loop.overdue() > 0;
      metrics.stuck(loop.name(), isStuck);
      if (!isStuck) {
        stuck.remove(loop);
        return;
      }
      int looks = stuck.merge(loop, 1, Integer::sum);
      if (looks == 1) {
        tell(sentence(loop));
      }
      if (looks >= patience && loop.isVital()) {
        giveUp(sentence(loop));
      } else if (looks % patience == 0) {
        loop.interruptRound();
        metrics.roundInterrupted(loop.name());
        tell(sentence(loop) + "; it is interrupted, and the node goes on without");
      }
    }
  }

  @Override
  public void close() {
    watchers.forEach(Loop::close);
  }
}
