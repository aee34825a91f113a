package io.hotswap.domain.health;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.health.RollbackTriggers.Scene;
import io.hotswap.domain.health.TriggerState.Fires;
import io.hotswap.domain.health.TriggerState.NoBetterBefore;
import io.hotswap.domain.health.TriggerState.Quiet;
import io.hotswap.domain.health.TriggerState.Warns;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A version that fails far more than the limit allows is found in seconds, and no other is.
class FastBurnTest {
  private static final Instant BEGUN = Instant.parse("2026-11-01T12:00:00Z");
  private static final KnownPast GOOD =
      new KnownPast(new Baseline("1.0.0", new CallCounts(10_000, 10), OptionalLong.of(10_000)));

  private static TriggerState after(int seconds, Node calls, ReferenceTraffic referenceTraffic) {
    return after(
        seconds,
        VersionTraffic.of(calls.counted(BEGUN, BEGUN.plusSeconds(seconds))),
        referenceTraffic);
  }

  private static TriggerState after(
      int seconds, VersionTraffic calls, ReferenceTraffic referenceTraffic) {
    return after(seconds, calls, referenceTraffic, Optional.of("1.0.0"));
  }

  private static TriggerState after(
      int seconds,
      VersionTraffic calls,
      ReferenceTraffic referenceTraffic,
      Optional<String> previous) {
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
    return RollbackTriggers.errorRate(
        new Scene(watchedVersion, calls, referenceTraffic, BEGUN.plusSeconds(seconds)));
  }

  private static Node failing(long calls, long failures) {
    return new Node("1.1.0", calls, failures, 1000);
  }

  /// Ten seconds hold so many calls: a hundred in five minutes they are not.
  @ParameterizedTest
  @CsvSource({"1, 90, Quiet", "1, 100, Fires", "2, 50, Fires", "4, 30, Fires", "4000, 30, Fires"})
  void what_fails_every_call_is_taken_back_however_rarely_it_is_called(
      long calls, int seconds, String expected) {
    var state = after(seconds, failing(calls, calls), GOOD);
    assertEquals(expected, state.getClass().getSimpleName(), state.numbers());
  }

  @Test
  void the_operators_are_told_after_twenty_seconds() {
    assertInstanceOf(Quiet.class, after(10, failing(50, 50), GOOD));
    var warns = assertInstanceOf(Warns.class, after(20, failing(50, 50), GOOD));
    assertTrue(warns.numbers().contains("100.0 % of 100 calls failed"), warns.numbers());
  }

  @Test
  void what_fails_a_little_more_than_the_limit_waits_for_five_minutes() {
    for (int seconds = 10; seconds < 310; seconds += 10) {
      assertInstanceOf(Quiet.class, after(seconds, failing(1000, 60), GOOD), "after " + seconds);
    }
    assertInstanceOf(Fires.class, after(310, failing(1000, 60), GOOD));
  }

  /// A version that was well for days and then fails every call takes a minute more.
  @Test
  void what_fails_late_is_found_too() {
    assertInstanceOf(Quiet.class, after(650, turningBadAfterTenMinutes(650), GOOD));
    assertInstanceOf(Warns.class, after(660, turningBadAfterTenMinutes(660), GOOD));
    assertInstanceOf(Fires.class, after(670, turningBadAfterTenMinutes(670), GOOD));
  }

  private static VersionTraffic turningBadAfterTenMinutes(int seconds) {
    var turn = BEGUN.plusSeconds(600);
    var minutes = new ArrayList<>(failing(50, 0).counted(BEGUN, turn));
    minutes.addAll(failing(50, 50).counted(turn, BEGUN.plusSeconds(seconds)));
    return VersionTraffic.of(minutes);
  }

  @Test
  void what_fails_beside_it_at_the_same_time_is_not_the_new_versions_doing() {
    var outage =
        VersionTraffic.of(new Node("1.0.0", 50, 50, 1000).counted(BEGUN, BEGUN.plusSeconds(60)));
    assertInstanceOf(Quiet.class, after(60, failing(50, 50), GOOD.beside(outage)));
    var half =
        VersionTraffic.of(new Node("1.0.0", 50, 2, 1000).counted(BEGUN, BEGUN.plusSeconds(60)));
    assertInstanceOf(Fires.class, after(60, failing(50, 50), GOOD.beside(half)));
  }

  @Test
  void tenants_whose_calls_always_fail_are_no_reason() {
    assertInstanceOf(Quiet.class, after(60, failing(50, 50), GOOD.ownFailures(1)));
    assertInstanceOf(Quiet.class, after(60, failing(50, 50), GOOD.ownFailures(0.9)));
    assertInstanceOf(Fires.class, after(60, failing(50, 50), GOOD.ownFailures(0.02)));
  }

  @Test
  void a_previous_version_that_failed_as_suddenly_yesterday_is_no_better() {
    var yesterday = BEGUN.minusSeconds(80_000);
    var burst = new Node("1.0.0", 50, 50, 1000);
    var long40 = VersionTraffic.of(burst.counted(yesterday, yesterday.plusSeconds(40)));
    var no =
        assertInstanceOf(NoBetterBefore.class, after(30, failing(50, 50), GOOD.lastDay(long40)));
    assertTrue(no.numbers().contains("in the last 24 hours"), no.numbers());
    var short10 = VersionTraffic.of(burst.counted(yesterday, yesterday.plusSeconds(10)));
    assertInstanceOf(Fires.class, after(30, failing(50, 50), GOOD.lastDay(short10)));
  }

  @Test
  void where_nothing_served_before_the_operators_are_told() {
    var calls = VersionTraffic.of(failing(50, 50).counted(BEGUN, BEGUN.plusSeconds(30)));
    assertInstanceOf(NoBetterBefore.class, after(30, calls, GOOD, Optional.empty()));
  }

  @Test
  void an_earlier_deployments_failures_are_not_held_against_it() {
    var before = failing(50, 50).counted(BEGUN.minusSeconds(50), BEGUN);
    var calls = new ArrayList<>(before);
    calls.addAll(failing(50, 0).named("n2").counted(BEGUN, BEGUN.plusSeconds(20)));
    assertInstanceOf(Quiet.class, after(20, VersionTraffic.of(calls), GOOD));
  }
}
