package io.hotswap.domain.deployment;

import static io.hotswap.domain.telemetry.Anomaly.Kind.ErrorRate;
import static io.hotswap.domain.telemetry.Anomaly.Kind.Latency;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.deployment.Observed.Read;
import io.hotswap.domain.health.AnomalyResponse;
import io.hotswap.domain.health.AnomalyResponse.Alerted;
import io.hotswap.domain.health.AnomalyResponse.RolledBack;
import io.hotswap.domain.health.Node;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A day of twenty nodes' minutes is tens of thousands of items: whoever needs them has half a
/// minute and a gigabyte.
class DayOfMinutesTest {
  private final Suspected watch = new Suspected();
  private final InMemoryControlPlane inMemoryControlPlane = watch.controlPlane;

  @AfterEach
  void noMoreThanAnHourIsHeldAtOnce() {
    var longest =
        inMemoryControlPlane.observed.reads.stream().map(Read::time).max(Duration::compareTo);
    assertTrue(longest.orElseThrow().compareTo(Duration.ofHours(1)) <= 0, longest::toString);
  }

  private void fails() {
    inMemoryControlPlane.pass(Duration.ofSeconds(10));
    watch.called(new Node("1.1.0", 50, 50, 1000), Duration.ofSeconds(10));
  }

  private AnomalyResponse failsEveryCall() {
    for (int i = 0; i < 3; i++) {
      fails();
    }
    inMemoryControlPlane.observed.reads.clear();
    return watch.hears("n1", "1.1.0", ErrorRate);
  }

  @Test
  void who_suddenly_fails_is_compared_with_a_day() {
    inMemoryControlPlane.deploy("1.0.0");
    watch.called(new Node("1.0.0", 50, 0, 1000), Duration.ofHours(30));
    inMemoryControlPlane.pass(Duration.ofHours(1));
    inMemoryControlPlane.deploy("1.1.0");
    assertInstanceOf(RolledBack.class, failsEveryCall());
  }

  @ParameterizedTest
  @ValueSource(longs = {10, 3_550, 3_600, 7_180, 80_000})
  void a_burst_of_the_previous_version_is_found_wherever_it_lies(long secondsAgo) {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.pass(Duration.ofDays(2));
    watch.called(new Node("1.0.0", 50, 50, 1000), Duration.ofSeconds(40));
    inMemoryControlPlane.pass(Duration.ofSeconds(secondsAgo));
    inMemoryControlPlane.deploy("1.1.0");
    assertInstanceOf(Alerted.class, failsEveryCall());
    long hours =
        inMemoryControlPlane.observed.reads.stream()
            .filter(it -> it.time().toMinutes() > 10)
            .count();
    assertTrue(hours <= secondsAgo / 3600 + 2, () -> hours + " hours were read");
  }

  @Test
  void so_is_a_baseline_that_is_older_than_the_window() {
    inMemoryControlPlane.deploy("1.0.0");
    watch.called(new Node("1.0.0", 100, 0, 10_000), Duration.ofHours(20));
    inMemoryControlPlane.pass(Duration.ofHours(1));
    inMemoryControlPlane.deploy("1.1.0");
    inMemoryControlPlane.pass(Duration.ofMinutes(6));
    watch.called(new Node("1.1.0", 100, 0, 21_000), Duration.ofMinutes(5));
    var reaction = assertInstanceOf(RolledBack.class, watch.hears("n1", "1.1.0", Latency));
    assertTrue(reaction.why().contains("10000 µs: 1.0.0 in the last 24 hours"), reaction.why());
  }

  @ParameterizedTest
  @ValueSource(strings = {"Canary", "ABTesting"})
  void a_plan_reads_a_sample_of_many_nodes(String strategy) {
    inMemoryControlPlane.deploy("1.0.0");
    IntStream.range(0, 49).forEach(it -> inMemoryControlPlane.observed.calls("tenant-" + it));
    inMemoryControlPlane.pass(Duration.ofDays(2));
    var until = inMemoryControlPlane.now.truncatedTo(ChronoUnit.MINUTES);
    for (int node = 0; node < 20; node++) {
      var calls = new Node("1.0.0", 100, 1, 20_000).named("n" + node);
      inMemoryControlPlane.observed.count(calls.counted(until.minus(Duration.ofDays(1)), until));
    }
    inMemoryControlPlane.observed.reads.clear();
    var variants =
        strategy.equals("Canary") ? "" : "version=- versions=1.0.0,1.1.0 abConfig/variantA=1.0.0 ";
    var why = why(strategy, variants);
    assertTrue(why.contains("2.0e+02 calls a second of the last day"), why);
    assertTrue(why.contains("1.0 % failed"), why);
    int read = inMemoryControlPlane.observed.reads.stream().mapToInt(Read::minutes).sum();
    assertTrue(read > 0 && read < 6_000, () -> read + " of 28,800 were read");
  }

  @Test
  void of_a_few_nodes_a_plan_reads_all() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    inMemoryControlPlane.pass(Duration.ofDays(2));
    var until = inMemoryControlPlane.now.truncatedTo(ChronoUnit.MINUTES);
    var calls = new Node("1.0.0", 7, 0, 20_000);
    inMemoryControlPlane.observed.count(calls.counted(until.minus(Duration.ofDays(1)), until));
    inMemoryControlPlane.observed.reads.clear();
    var why = why("Canary", "");
    assertTrue(why.contains("0.70 calls a second of the last day"), why);
    int read = inMemoryControlPlane.observed.reads.stream().mapToInt(Read::minutes).sum();
    assertTrue(read >= 1440, () -> read + " of 1,440 were read");
  }

  /// What serves for half an hour is not taken to be called as often all the day.
  @Test
  void of_many_nodes_that_serve_for_half_an_hour_the_rate_is_right() {
    inMemoryControlPlane.deploy("1.0.0");
    inMemoryControlPlane.observed.calls("acme");
    inMemoryControlPlane.pass(Duration.ofDays(2));
    var until = inMemoryControlPlane.now.truncatedTo(ChronoUnit.MINUTES);
    for (int node = 0; node < 20; node++) {
      var calls = new Node("1.0.0", 100, 0, 20_000).named("n" + node);
      inMemoryControlPlane.observed.count(
          calls.counted(until.minus(Duration.ofMinutes(30)), until));
    }
    var why = why("Canary", "");
    assertTrue(why.contains("2.0e+02 calls a second of the last day"), why);
  }

  private String why(String strategy, String sent) {
    return switch (inMemoryControlPlane.deploying.plan(
        InMemoryControlPlane.ADMIN, Sent.wish(strategy, sent), InMemoryControlPlane.ORIGIN)) {
      case Result.Done<Plan>(var it) -> it.stages().get(1).verdict().orElseThrow().why();
      case Result.Refused<Plan>(var refusal) -> throw new AssertionError(refusal);
    };
  }
}
