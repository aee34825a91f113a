package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.LatencyHistogram;
import io.hotswap.domain.telemetry.MinuteStats;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.ReceivedReports.Seen;
import io.hotswap.runtime.testing.Supervised;
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

  private final ReportingRounds reportingRounds = new ReportingRounds();

  @Test
  void a_minute_is_told_as_it_grows_and_once_more_when_it_has_ended() throws Exception {
    reportingRounds.calls("1.0.0", "acme", 3, 1, 1_234);
    reportingRounds.round();
    var first = minute(ReportingRounds.TEN, List.of(new Slice(0, 3, 1)), Map.of(1_300L, 3L));
    Eventually.so("told", () -> reportingRounds.heard.minutes.equals(List.of(first)));
    reportingRounds.clock.pass(Duration.ofSeconds(59));
    reportingRounds.round();
    reportingRounds.calls("1.0.0", "acme", 1, 0, 90);
    reportingRounds.clock.pass(Duration.ofSeconds(1));
    reportingRounds.calls("1.0.0", "acme", 1, 1, 90);
    reportingRounds.lastRound();
    var ended =
        minute(
            ReportingRounds.TEN,
            List.of(new Slice(0, 3, 1), new Slice(50, 1, 0)),
            Map.of(90L, 1L, 1_300L, 3L));
    var next =
        minute(ReportingRounds.TEN.plusSeconds(60), List.of(new Slice(0, 1, 1)), Map.of(90L, 1L));
    assertEquals(3, reportingRounds.heard.minutes.size(), "nothing was told twice");
    assertEquals(Set.of(first, ended, next), Set.copyOf(reportingRounds.heard.minutes));
  }

  @Test
  void a_minute_names_the_figures_that_the_plugin_recorded() throws Exception {
    reportingRounds.calls("1.0.0", "acme", 1, 0, 10);
    var versionCounter = reportingRounds.counts.versionCounter(Supervised.ref("1.0.0"));
    versionCounter.recorded("acme", "checkout_seconds", 1.5);
    versionCounter.recorded("umbrella", "checkout_seconds", 2.5);
    versionCounter.recorded("umbrella", "basket_size", 3);
    reportingRounds.lastRound();
    assertEquals(
        Optional.of(Set.of("checkout_seconds", "basket_size")),
        reportingRounds.heard.minutes.getLast().recorded());
  }

  @Test
  void versions_without_calls_are_not_told_of() throws Exception {
    reportingRounds.lastRound();
    assertEquals(List.of(), reportingRounds.heard.minutes);
    assertEquals(List.of(), reportingRounds.heard.tenants);
    assertEquals(List.of(), reportingRounds.heard.samples);
  }

  @Test
  void tenants_are_told_of_at_their_first_call_and_on_each_day_with_calls() throws Exception {
    reportingRounds.calls("1.0.0", "acme", 2, 0, 10);
    reportingRounds.calls("1.0.0", "umbrella", 1, 0, 10);
    reportingRounds.round();
    Eventually.so("told", () -> reportingRounds.heard.tenants.size() == 1);
    reportingRounds.calls("1.0.0", "acme", 1, 0, 10);
    reportingRounds.calls("1.1.0", "acme", 1, 0, 10);
    reportingRounds.calls("1.1.0", "initech", 1, 0, 10);
    reportingRounds.round();
    Eventually.so("told", () -> reportingRounds.heard.tenants.size() == 2);
    reportingRounds.clock.pass(Duration.ofDays(1));
    reportingRounds.round();
    reportingRounds.calls("1.0.0", "acme", 1, 0, 10);
    reportingRounds.lastRound();
    assertEquals(
        List.of(
            seen(ReportingRounds.TEN, "acme", "umbrella"),
            seen(ReportingRounds.TEN, "initech"),
            seen(ReportingRounds.TEN.plus(Duration.ofDays(1)), "acme")),
        reportingRounds.heard.tenants);
  }

  @Test
  void what_a_control_plane_that_was_away_missed_is_told_when_it_is_back() throws Exception {
    reportingRounds.away = true;
    for (int minute = 0; minute < 3; minute++) {
      reportingRounds.calls("1.0.0", "t" + minute, 5, 0, 100);
      reportingRounds.round();
      reportingRounds.clock.pass(Duration.ofSeconds(30));
      reportingRounds.calls("1.0.0", "t" + minute, 5, 0, 100);
      reportingRounds.round();
      reportingRounds.clock.pass(Duration.ofSeconds(30));
    }
    assertEquals(List.of(), reportingRounds.heard.minutes);
    reportingRounds.away = false;
    reportingRounds.lastRound();
    assertEquals(
        Map.of(
            ReportingRounds.TEN,
            10L,
            ReportingRounds.TEN.plusSeconds(60),
            10L,
            ReportingRounds.TEN.plusSeconds(120),
            10L),
        toldCalls());
    assertEquals(
        Set.of("t0", "t1", "t2"),
        reportingRounds.heard.tenants.stream()
            .flatMap(seen -> seen.tenants().stream())
            .collect(Collectors.toSet()));
  }

  /** By the newest word on each minute. */
  private Map<Instant, Long> toldCalls() {
    Map<Instant, Long> calls = new TreeMap<>();
    for (var minute : reportingRounds.heard.minutes) {
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
        InMemoryControlPlane.ENVIRONMENT,
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
