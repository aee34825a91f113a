package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.health.Trigger;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.health.TriggerState;
import io.hotswap.domain.health.WatchedVersion;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantSamples;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** A version fails on nodes whose clocks are wrong; the control plane's is right. */
class SkewedClocksTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration TICK = Duration.ofSeconds(10);
  private static final List<Duration> RIGHT = List.of(Duration.ZERO, Duration.ZERO, Duration.ZERO);
  private static final List<List<Duration>> WRONG =
      List.of(
          List.of(Duration.ofSeconds(-15), Duration.ofHours(1), Duration.ofMinutes(3)),
          List.of(Duration.ofSeconds(-15), Duration.ofSeconds(-15), Duration.ofSeconds(-15)),
          List.of(Duration.ofHours(1), Duration.ofHours(1), Duration.ofHours(1)),
          List.of(Duration.ofMinutes(3), Duration.ZERO, Duration.ofDays(-1)));

  private TestClock truth = new TestClock(TEN);
  private final List<MinuteStats> told = new ArrayList<>();

  /** A tenth of the calls fails for some time, and nothing before and after that. */
  private void passes(List<Duration> clocks, Duration failing) throws Exception {
    truth = new TestClock(TEN);
    told.clear();
    List<SkewedNode> nodes = new ArrayList<>();
    for (var wrongBy : clocks) {
      nodes.add(new SkewedNode("node-" + nodes.size(), truth, wrongBy));
      nodes.getLast().asks();
    }
    var from = TEN.plus(Duration.ofMinutes(2));
    while (truth.instant().isBefore(from.plus(Duration.ofMinutes(6)))) {
      var now = truth.instant();
      boolean fails = !now.isBefore(from) && now.isBefore(from.plus(failing));
      for (var node : nodes) {
        node.asks();
        node.called(fails ? 2 : 0);
        node.tells();
      }
      truth.pass(TICK);
    }
    for (var node : nodes) {
      told.addAll(node.told());
    }
  }

  private Optional<Duration> firesAfter() {
    for (var after = Duration.ZERO; after.toMinutes() < 9; after = after.plus(TICK)) {
      if (standing(TEN.plus(after)) instanceof TriggerState.Fires) {
        return Optional.of(after);
      }
    }
    return Optional.empty();
  }

  private TriggerState standing(Instant now) {
    var watchedVersion =
        new WatchedVersion(
            InMemoryControlPlane.ENVIRONMENT,
            PluginId.of(Supervised.PLUGIN),
            "1.1.0",
            Optional.of("1.0.0"),
            TEN,
            0,
            100,
            Optional.empty());
    return new TriggerEvaluator(figures(), reports(), samples(), new InMemoryControlPlane())
        .evaluate(Trigger.ErrorRate, watchedVersion, now);
  }

  private CallStats figures() {
    return new CallStats() {
      @Override
      public void record(MinuteStats minute) {
        throw new AssertionError("only read");
      }

      @Override
      public List<MinuteStats> of(
          Environment environment, PluginId plugin, String version, Instant from, Instant until) {
        return told.stream()
            .filter(it -> it.version().equals(version))
            .filter(it -> !it.minute().isBefore(from) && it.minute().isBefore(until))
            .toList();
      }
    };
  }

  private static TenantSamples samples() {
    return new TenantSamples() {
      @Override
      public void record(TenantSample sample) {
        throw new AssertionError("only read");
      }

      @Override
      public List<TenantSample> of(Environment environment, PluginId plugin, String window) {
        return List.of();
      }
    };
  }

  private static HealthReports reports() {
    return new HealthReports() {
      @Override
      public void report(HealthReport report) {
        throw new AssertionError("only read");
      }

      @Override
      public List<HealthReport> of(Environment environment, PluginId plugin) {
        return List.of();
      }
    };
  }

  @Test
  void what_failed_for_five_minutes_is_found_when_it_would_be_with_right_clocks() throws Exception {
    passes(RIGHT, Duration.ofMinutes(6));
    var expected = firesAfter();
    assertTrue(expected.isPresent());
    for (var clocks : WRONG) {
      passes(clocks, Duration.ofMinutes(6));
      assertEquals(expected, firesAfter(), () -> "clocks wrong by " + clocks);
    }
  }

  @Test
  void what_failed_for_less_is_not() throws Exception {
    for (var clocks : WRONG) {
      passes(clocks, Duration.ofMinutes(4));
      assertEquals(Optional.empty(), firesAfter(), () -> "clocks wrong by " + clocks);
    }
  }

  @Test
  void every_call_is_told_once_and_in_its_minute() throws Exception {
    for (var clocks : WRONG) {
      passes(clocks, Duration.ofMinutes(4));
      assertEquals(3 * 20 * 6 * 8, told.stream().mapToLong(MinuteStats::calls).sum());
      assertEquals(3 * 2 * 6 * 4, told.stream().mapToLong(MinuteStats::failures).sum());
      assertTrue(
          told.stream()
              .allMatch(
                  it ->
                      !it.minute().isBefore(TEN)
                          && it.minute().isBefore(TEN.plus(Duration.ofMinutes(8)))),
          () -> "clocks wrong by " + clocks);
    }
  }
}
