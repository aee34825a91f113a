package io.hotswap.domain.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.health.RollbackTriggers.Scene;
import io.hotswap.domain.health.TriggerState.Alone;
import io.hotswap.domain.health.TriggerState.Fires;
import io.hotswap.domain.health.TriggerState.NoBetterBefore;
import io.hotswap.domain.health.TriggerState.Quiet;
import io.hotswap.domain.health.TriggerState.TooFewCalls;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.MinuteStats;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The truth table of the triggers, at its boundaries.
class RollbackTriggersTest {
  private static final Instant BEGUN = Instant.parse("2026-11-01T12:00:00Z");
  private static final Node GOOD = new Node("1.1.0", 1000, 0, 1000);
  private static final Baseline BETTER =
      new Baseline("1.0.0", new CallCounts(10_000, 10), OptionalLong.of(10_000));

  private static Node failing(long failuresInThousand) {
    return new Node("1.1.0", 1000, failuresInThousand, 1000);
  }

  /// Good for an hour, then as given from the beginning on.
  private static VersionTraffic turning(Node bad, Instant now) {
    List<MinuteStats> minutes = new ArrayList<>();
    // Where good and bad share a minute, they come from different nodes.
    minutes.addAll(GOOD.named("n2").counted(BEGUN.minusSeconds(3600), BEGUN));
    minutes.addAll(bad.counted(BEGUN, RollbackTriggers.lastTick(now)));
    return VersionTraffic.of(minutes);
  }

  private static Scene scene(VersionTraffic calls, Baseline baseline, Instant now) {
    return scene(calls, baseline, now, Optional.of("1.0.0"));
  }

  private static Scene scene(
      VersionTraffic calls, Baseline baseline, Instant now, Optional<String> previous) {
    var watchedVersion =
        new WatchedVersion(
            Environment.Development,
            PluginId.of("markdown"),
            "1.1.0",
            previous,
            BEGUN,
            0,
            RollbackTriggers.MINIMUM_CALLS,
            Optional.empty());
    return new Scene(watchedVersion, calls, new KnownPast(baseline), now);
  }

  /// The trailing minute is above the limit from the first tick at which it holds only bad slices;
  /// five minutes after that the trigger fires.
  @ParameterizedTest
  @CsvSource({
    "50, 6:00, Quiet",
    "50, 60:00, Quiet",
    "51, 5:50, Quiet",
    "51, 5:59, Quiet",
    "51, 6:00, Fires",
    "51, 60:00, Fires",
    // The more fail, the fewer slices it takes.
    "330, 0:20, Quiet",
    "330, 0:30, Warns",
    "330, 0:50, Fires",
    // Everything fails: two slices warn, three suffice.
    "1000, 0:10, Quiet",
    "1000, 0:20, Warns",
    "1000, 0:30, Fires",
    "1000, 60:00, Fires",
  })
  void an_error_rate_above_five_percent_fires_after_five_whole_minutes(
      long failuresInThousand, String after, String expected) {
    var now = BEGUN.plus(minutes(after));
    var scene = scene(turning(failing(failuresInThousand), now), BETTER, now);
    assertEquals(expected, RollbackTriggers.errorRate(scene).getClass().getSimpleName());
  }

  @ParameterizedTest
  @CsvSource({"4:50, 4:50", "4:59, 4:50", "5:00, 5:00", "5:09, 5:00", "9:00, 5:00", "0:00, 0:00"})
  void it_is_told_how_long_the_rate_has_been_above(String sinceFirstTickAbove, String summary) {
    var firstTickAbove = BEGUN.plusSeconds(10);
    var now = firstTickAbove.plus(minutes(sinceFirstTickAbove));
    assertEquals(
        minutes(summary), RollbackTriggers.aboveErrorLimit(turning(failing(1000), now), now));
  }

  @Test
  void exactly_five_minutes_fire_and_one_tick_less_does_not() {
    var firstTickAbove = BEGUN.plusSeconds(60);
    var early = firstTickAbove.plus(Duration.ofSeconds(299));
    var onTime = firstTickAbove.plus(Duration.ofSeconds(300));
    assertInstanceOf(
        Quiet.class, RollbackTriggers.errorRate(scene(turning(failing(60), early), BETTER, early)));
    assertInstanceOf(
        Fires.class,
        RollbackTriggers.errorRate(scene(turning(failing(60), onTime), BETTER, onTime)));
  }

  @Test
  void one_good_minute_in_between_begins_the_five_minutes_anew() {
    var now = BEGUN.plus(minutes("8:00"));
    List<MinuteStats> minutes = new ArrayList<>();
    minutes.addAll(failing(60).counted(BEGUN, BEGUN.plusSeconds(240)));
    minutes.addAll(GOOD.counted(BEGUN.plusSeconds(240), BEGUN.plusSeconds(300)));
    minutes.addAll(failing(60).counted(BEGUN.plusSeconds(300), now));
    assertInstanceOf(
        Quiet.class, RollbackTriggers.errorRate(scene(VersionTraffic.of(minutes), BETTER, now)));
  }

  @Test
  void a_minute_without_calls_is_no_evidence() {
    var now = BEGUN.plus(minutes("8:00"));
    List<MinuteStats> minutes = new ArrayList<>();
    minutes.addAll(failing(60).counted(BEGUN, BEGUN.plusSeconds(240)));
    minutes.addAll(failing(60).counted(BEGUN.plusSeconds(310), now));
    assertInstanceOf(
        Quiet.class, RollbackTriggers.errorRate(scene(VersionTraffic.of(minutes), BETTER, now)));
    assertInstanceOf(
        Quiet.class, RollbackTriggers.errorRate(scene(VersionTraffic.of(List.of()), BETTER, now)));
  }

  @Test
  void the_rate_is_counted_over_all_nodes() {
    var now = BEGUN.plus(minutes("7:00"));
    List<MinuteStats> minutes = new ArrayList<>();
    minutes.addAll(failing(120).named("n1").counted(BEGUN, now));
    minutes.addAll(GOOD.named("n2").counted(BEGUN, now));
    minutes.addAll(GOOD.named("n3").counted(BEGUN, now));
    assertInstanceOf(
        Quiet.class,
        RollbackTriggers.errorRate(scene(VersionTraffic.of(minutes), BETTER, now)),
        "12 % on one of three nodes are 4 %");
    minutes.addAll(failing(200).named("n4").counted(BEGUN, now));
    assertInstanceOf(
        Fires.class, RollbackTriggers.errorRate(scene(VersionTraffic.of(minutes), BETTER, now)));
  }

  @ParameterizedTest
  @CsvSource({"49, Fires", "50, NoBetterBefore", "70, NoBetterBefore", "0, Fires"})
  void the_error_rate_fires_only_when_fewer_calls_failed_before(
      long failedBefore, String expected) {
    var now = BEGUN.plus(minutes("7:00"));
    var before = new Baseline("1.0.0", new CallCounts(1000, failedBefore), OptionalLong.empty());
    var bad = new Node("1.1.0", 2000, 101, 1000);
    var atFive = new Node("1.1.0", 1000, 50, 1000);
    assertInstanceOf(
        Quiet.class, RollbackTriggers.errorRate(scene(turning(atFive, now), before, now)));
    var calls = turning(failedBefore == 50 ? new Node("1.1.0", 1000, 51, 1) : bad, now);
    var state =
        RollbackTriggers.errorRate(
            scene(
                calls,
                failedBefore == 50
                    ? new Baseline("1.0.0", new CallCounts(1000, 51), OptionalLong.empty())
                    : before,
                now));
    assertEquals(expected, state.getClass().getSimpleName(), state.numbers());
  }

  @Test
  void nothing_bad_is_known_of_a_previous_version_that_nobody_called() {
    var now = BEGUN.plus(minutes("7:00"));
    var calls = turning(failing(60), now);
    assertInstanceOf(Fires.class, RollbackTriggers.errorRate(scene(calls, Baseline.UNKNOWN, now)));
    var nothingBefore =
        RollbackTriggers.errorRate(scene(calls, Baseline.UNKNOWN, now, Optional.empty()));
    assertTrue(
        assertInstanceOf(NoBetterBefore.class, nothingBefore)
            .numbers()
            .contains("nothing served before"));
  }

  @ParameterizedTest
  @CsvSource({"99, TooFewCalls", "100, Fires"})
  void it_takes_a_hundred_calls_to_conclude(long calls, String expected) {
    var now = BEGUN.plus(minutes("7:00"));
    List<MinuteStats> minutes = new ArrayList<>();
    // Three calls in ten seconds, one of the last fifteen of a minute failed, and the rest now.
    minutes.addAll(new Node("1.1.0", 3, 0, 1000).counted(BEGUN, now));
    for (var at = BEGUN; at.isBefore(now); at = at.plusSeconds(60)) {
      minutes.addAll(new Node("1.1.0", 0, 1, 1000).named("n3").counted(at, at.plusSeconds(10)));
    }
    minutes.addAll(
        new Node("1.1.0", calls - 90, 1, 1000).named("n2").counted(now, now.plusSeconds(10)));
    var state = RollbackTriggers.errorRate(scene(VersionTraffic.of(minutes), BETTER, now));
    assertEquals(expected, state.getClass().getSimpleName(), state.numbers());
  }

  @ParameterizedTest
  @CsvSource({
    "10000, 20000, Quiet",
    "10000, 20001, Fires",
    "10000, 21000, Fires",
    // Ten times as long as before, and still nothing that anybody waits for.
    "900, 9999, Quiet",
    "900, 10000, Quiet",
    "900, 11000, Fires",
    "4999, 10000, Quiet",
    "4999, 11000, Fires",
    // Twice 5.4 ms is 10.8: as calls are counted, the next limit is 11.
    "5400, 11000, Quiet",
    "5400, 12000, Fires",
  })
  void a_p99_above_twice_the_baseline_fires_from_ten_milliseconds_on(
      long before, long micros, String expected) {
    var now = BEGUN.plus(minutes("5:00"));
    var calls = turning(new Node("1.1.0", 1000, 0, micros), now);
    var baseline = new Baseline("1.0.0", new CallCounts(10_000, 10), OptionalLong.of(before));
    var state = RollbackTriggers.latency(scene(calls, baseline, now));
    assertEquals(expected, state.getClass().getSimpleName());
  }

  /// Of 1,500 calls 15 may be over the limit, and by chance 11 more.
  @ParameterizedTest
  @CsvSource({"15, Quiet", "26, Quiet", "27, Fires"})
  void a_few_slow_calls_more_than_one_in_a_hundred_are_chance(long slow, String expected) {
    var now = BEGUN.plus(minutes("5:00"));
    List<MinuteStats> minutes = new ArrayList<>();
    minutes.addAll(new Node("1.1.0", 50, 0, 1000).counted(BEGUN, now.minusSeconds(10)));
    minutes.addAll(
        new Node("1.1.0", 50 - slow, 0, 1000).named("n2").counted(now.minusSeconds(10), now));
    minutes.addAll(
        new Node("1.1.0", slow, 0, 70_000).named("n3").counted(now.minusSeconds(10), now));
    var state = RollbackTriggers.latency(scene(VersionTraffic.of(minutes), BETTER, now));
    assertEquals(expected, state.getClass().getSimpleName(), state.numbers());
  }

  @ParameterizedTest
  @CsvSource({"0:10, Quiet", "0:29, Quiet", "0:30, Fires"})
  void the_first_half_minute_is_no_measure_of_latency(String after, String expected) {
    var now = BEGUN.plus(minutes(after));
    var calls = turning(new Node("1.1.0", 1000, 0, 90_000), now);
    var state = RollbackTriggers.latency(scene(calls, BETTER, now));
    assertEquals(expected, state.getClass().getSimpleName(), state.numbers());
  }

  @Test
  void without_a_baseline_latency_never_fires() {
    var now = BEGUN.plus(minutes("5:00"));
    var calls = turning(new Node("1.1.0", 1000, 0, 9_000_000), now);
    assertInstanceOf(Quiet.class, RollbackTriggers.latency(scene(calls, Baseline.UNKNOWN, now)));
    var none = VersionTraffic.of(List.of());
    assertInstanceOf(Quiet.class, RollbackTriggers.latency(scene(none, BETTER, now)));
  }

  @Test
  void slow_calls_of_too_few_prove_nothing() {
    var now = BEGUN.plus(minutes("5:00"));
    var calls = VersionTraffic.of(new Node("1.1.0", 3, 0, 90_000).counted(BEGUN, now));
    assertInstanceOf(TooFewCalls.class, RollbackTriggers.latency(scene(calls, BETTER, now)));
  }

  /// Nodes that hold the version, nodes that found it unhealthy three times in a row.
  @ParameterizedTest
  @CsvSource({
    "1, 0, Quiet",
    "1, 1, Fires",
    "2, 1, Alone",
    "2, 2, Fires",
    "3, 0, Quiet",
    "3, 1, Alone",
    "3, 2, Fires",
    "3, 3, Fires",
  })
  void failed_checks_fire_on_two_nodes_or_on_all(int holding, int failing, String expected) {
    var now = BEGUN.plus(minutes("5:00"));
    var state =
        RollbackTriggers.unhealthy(
            scene(turning(GOOD, now), BETTER, now), checks(holding, failing), checks(holding, 0));
    assertEquals(expected, state.getClass().getSimpleName());
    if (state instanceof Alone(var node, var numbers)) {
      assertEquals("n1", node);
      assertTrue(numbers.contains("1 of " + holding), numbers);
    }
  }

  @Test
  void a_previous_version_that_is_as_sick_is_no_better() {
    var now = BEGUN.plus(minutes("5:00"));
    var scene = scene(turning(GOOD, now), BETTER, now);
    assertInstanceOf(
        NoBetterBefore.class, RollbackTriggers.unhealthy(scene, checks(3, 3), checks(3, 2)));
    assertInstanceOf(Fires.class, RollbackTriggers.unhealthy(scene, checks(3, 3), checks(3, 1)));
    assertInstanceOf(
        Fires.class, RollbackTriggers.unhealthy(scene, checks(3, 3), HealthCheckResults.NONE));
  }

  /// The specification's words: three failures in a row, and nothing of calls.
  @ParameterizedTest
  @CsvSource({"0", "1", "99"})
  void three_failed_checks_suffice_however_few_calls_there_were(long calls) {
    var now = BEGUN.plus(minutes("5:00"));
    var last = now.minusSeconds(10);
    var versionTraffic = VersionTraffic.of(new Node("1.1.0", calls, 0, 1000).counted(last, now));
    var scene = scene(versionTraffic, BETTER, now);
    assertInstanceOf(
        Fires.class, RollbackTriggers.unhealthy(scene, checks(3, 3), HealthCheckResults.NONE));
    assertInstanceOf(
        Fires.class, RollbackTriggers.unhealthy(scene, checks(1, 1), HealthCheckResults.NONE));
    assertInstanceOf(
        Alone.class, RollbackTriggers.unhealthy(scene, checks(3, 1), HealthCheckResults.NONE));
  }

  private static HealthCheckResults checks(int holding, int failing) {
    Set<String> nodes = new TreeSet<>();
    for (int i = 1; i <= holding; i++) {
      nodes.add("n" + i);
    }
    Map<String, String> sick = new java.util.TreeMap<>();
    nodes.stream().limit(failing).forEach(it -> sick.put(it, "no database"));
    return new HealthCheckResults(nodes, sick);
  }

  private static Duration minutes(String text) {
    var parts = text.split(":");
    return Duration.ofMinutes(Long.parseLong(parts[0])).plusSeconds(Long.parseLong(parts[1]));
  }
}
