package io.hotswap.runtime.figures;

import io.hotswap.domain.figures.Suspicion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.counting.Counts;
import io.hotswap.runtime.counting.Outcome;
import io.hotswap.runtime.following.NodeName;
import io.hotswap.runtime.loading.Finding;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.Heard;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.TestClock;
import io.hotswap.runtime.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.OptionalInt;
import java.util.concurrent.atomic.AtomicInteger;

/** Rounds of telling by hand, with a clock that stands still meanwhile. */
final class Rounds {
  static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  final TestClock clock = new TestClock(TEN);
  final Counts counts;
  final Heard heard = new Heard(this::reach);
  final AtomicInteger refused = new AtomicInteger();
  volatile boolean away;
  volatile List<RoutingDocument> inForce = List.of(Supervised.serving("1.0.0"));
  private final NodeMetrics metrics = new NodeMetrics(World.ENVIRONMENT);
  private final TellingFigures telling;

  Rounds() {
    counts = new Counts(metrics, clock);
    telling =
        new TellingFigures(
            new FiguresConfig(Duration.ofSeconds(10)),
            heard.hearing(),
            new Speaker(World.ENVIRONMENT, new NodeName("node-1", "i1")),
            counts,
            () -> inForce,
            metrics,
            clock);
  }

  private void reach() {
    if (away) {
      refused.incrementAndGet();
      throw new IllegalStateException("The control plane is away");
    }
  }

  void calls(String version, String tenant, int calls, int failures, long micros) {
    var tally = counts.tally(Supervised.ref(version));
    for (int call = 0; call < calls; call++) {
      var outcome = call < failures ? Outcome.FAILED : Outcome.OK;
      tally.called(tenant, tally.of(tenant), outcome, micros * 1_000, clock.nanoTime());
    }
  }

  void find(OptionalInt before, int failures) {
    find(before, false, failures);
  }

  void findAsked(int before, int failures) {
    find(OptionalInt.of(before), true, failures);
  }

  private void find(OptionalInt before, boolean asked, int failures) {
    var reason = failures == 0 ? "" : "no bank";
    telling.health().accept(new Finding(Supervised.ref("1.0.0"), before, asked, failures, reason));
  }

  void find(int before, int failures) {
    find(OptionalInt.of(before), failures);
  }

  /** One more round; what it says is on its way. */
  void round() {
    telling.round();
  }

  /** One last round; what there is to say has been said when it returns, or been refused. */
  void lastRound() throws InterruptedException {
    telling.lastRound();
  }

  List<Suspicion.Kind> suspected() {
    return heard.suspicions.stream().map(Suspicion::kind).toList();
  }
}
