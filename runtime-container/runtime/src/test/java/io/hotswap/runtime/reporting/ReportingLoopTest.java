package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import io.hotswap.runtime.figures.Rounds;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Heard.Seen;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.World;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Minutes and tenants. */
class ReportingLoopTest {
  private static final PluginId PLUGIN = PluginId.of(Supervised.PLUGIN);

  private final Rounds rounds = new Rounds();

  @Test
  void a_minute_is_told_as_it_grows_and_once_more_when_it_has_ended() throws Exception {
    rounds.calls("1.0.0", "acme", 3, 1, 1_234);
    rounds.round();
    var first = minute(Rounds.TEN, List.of(new Slice(0, 3, 1)), Map.of(1_300L, 3L));
    Eventually.so("told", () -> rounds.heard.minutes.equals(List.of(first)));
    rounds.clock.pass(Duration.ofSeconds(59));
    rounds.round();
    rounds.calls("1.0.0", "acme", 1, 0, 90);
    rounds.clock.pass(Duration.ofSeconds(1));
    rounds.calls("1.0.0", "acme", 1, 1, 90);
    rounds.lastRound();
    var ended =
        minute(
            Rounds.TEN,
            List.of(new Slice(0, 3, 1), new Slice(50, 1, 0)),
            Map.of(90L, 1L, 1_300L, 3L));
    var next = minute(Rounds.TEN.plusSeconds(60), List.of(new Slice(0, 1, 1)), Map.of(90L, 1L));
    assertEquals(3, rounds.heard.minutes.size(), "nothing was told twice");
    assertEquals(Set.of(first, ended, next), Set.copyOf(rounds.heard.minutes));
  }

  @Test
  void a_minute_names_the_figures_that_the_plugin_recorded() throws Exception {
    rounds.calls("1.0.0", "acme", 1, 0, 10);
    var versionCounter = rounds.counts.versionCounter(Supervised.ref("1.0.0"));
    versionCounter.recorded("acme", "checkout_seconds", 1.5);
    versionCounter.recorded("umbrella", "checkout_seconds", 2.5);
    versionCounter.recorded("umbrella", "basket_size", 3);
    rounds.lastRound();
    assertEquals(
        Optional.of(Set.of("checkout_seconds", "basket_size")),
        rounds.heard.minutes.getLast().recorded());
  }

  @Test
  void versions_without_calls_are_not_told_of() throws Exception {
    rounds.lastRound();
    assertEquals(List.of(), rounds.heard.minutes);
    assertEquals(List.of(), rounds.heard.tenants);
    assertEquals(List.of(), rounds.heard.samples);
  }

  @Test
  void tenants_are_told_of_at_their_first_call_and_on_each_day_with_calls() throws Exception {
    rounds.calls("1.0.0", "acme", 2, 0, 10);
    rounds.calls("1.0.0", "umbrella", 1, 0, 10);
    rounds.round();
    Eventually.so("told", () -> rounds.heard.tenants.size() == 1);
    rounds.calls("1.0.0", "acme", 1, 0, 10);
    rounds.calls("1.1.0", "acme", 1, 0, 10);
    rounds.calls("1.1.0", "initech", 1, 0, 10);
    rounds.round();
    Eventually.so("told", () -> rounds.heard.tenants.size() == 2);
    rounds.clock.pass(Duration.ofDays(1));
    rounds.round();
    rounds.calls("1.0.0", "acme", 1, 0, 10);
    rounds.lastRound();
    assertEquals(
        List.of(
            seen(Rounds.TEN, "acme", "umbrella"),
            seen(Rounds.TEN, "initech"),
            seen(Rounds.TEN.plus(Duration.ofDays(1)), "acme")),
        rounds.heard.tenants);
  }

  @Test
  void what_a_control_plane_that_was_away_missed_is_told_when_it_is_back() throws Exception {
    rounds.away = true;
    for (int minute = 0; minute < 3; minute++) {
      rounds.calls("1.0.0", "t" + minute, 5, 0, 100);
      rounds.round();
      rounds.clock.pass(Duration.ofSeconds(30));
      rounds.calls("1.0.0", "t" + minute, 5, 0, 100);
      rounds.round();
      rounds.clock.pass(Duration.ofSeconds(30));
    }
    assertEquals(List.of(), rounds.heard.minutes);
    rounds.away = false;
    rounds.lastRound();
    assertEquals(
        Map.of(Rounds.TEN, 10L, Rounds.TEN.plusSeconds(60), 10L, Rounds.TEN.plusSeconds(120), 10L),
        toldCalls());
    assertEquals(
        Set.of("t0", "t1", "t2"),
        rounds.heard.tenants.stream()
            .flatMap(seen -> seen.tenants().stream())
            .collect(Collectors.toSet()));
  }

  /** By the newest word on each minute. */
  private Map<Instant, Long> toldCalls() {
    Map<Instant, Long> calls = new TreeMap<>();
    for (var minute : rounds.heard.minutes) {
      calls.put(minute.minute(), minute.calls());
    }
    return calls;
  }

  private static Seen seen(Instant at, String... tenants) {
    return new Seen(PLUGIN, Set.of(tenants), at);
  }

  private static MinuteStats minute(
      Instant minute, List<Slice> slices, Map<Long, Long> callsByMicros) {
    return new MinuteStats(
        World.ENVIRONMENT,
        PLUGIN,
        "1.0.0",
        "node-1",
        "i1",
        minute,
        slices,
        new LatencyHistogram(new TreeMap<>(callsByMicros)),
        Optional.of(Set.of()));
  }
}
