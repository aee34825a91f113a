package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.telemetry.Anomaly;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Supervised;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** When a node suspects the version that it watches, and when not. */
class AnomalyDetectorTest {
  private static final Instant LATER = ReportingRounds.TEN.plus(Duration.ofHours(72));

  private final ReportingRounds reportingRounds = new ReportingRounds();

  @Test
  void five_failures_in_a_hundred_are_not_suspicious() throws Exception {
    watch(LATER, 0);
    called("1.1.0", 1_000, 50, 100);
    assertEquals(List.of(), suspected());
  }

  @Test
  void a_little_more_than_five_failures_in_a_hundred_are_an_anomaly() throws Exception {
    watch(LATER, 0);
    called("1.1.0", 1_000, 51, 100);
    reportingRounds.lastRound();
    assertEquals(
        List.of(
            new Anomaly(
                InMemoryControlPlane.ENVIRONMENT,
                PluginId.of(Supervised.PLUGIN),
                "1.1.0",
                "node-1",
                Kind.ErrorRate,
                "51 of 1000 calls failed in the last 5 minutes (5.1 %)",
                ReportingRounds.TEN)),
        reportingRounds.heard.anomalies);
  }

  @Test
  void an_anomaly_is_reported_in_every_round_until_the_failures_are_five_minutes_old()
      throws Exception {
    watch(LATER, 0);
    called("1.1.0", 10, 10, 100);
    for (int round = 1; round <= 30; round++) {
      reportingRounds.round();
      int told = round;
      Eventually.so("told", () -> reportingRounds.heard.anomalies.size() == told);
      reportingRounds.clock.pass(Duration.ofSeconds(10));
    }
    reportingRounds.lastRound();
    assertEquals(30, reportingRounds.heard.anomalies.size());
  }

  @Test
  void after_its_end_a_watch_suspects_nothing() throws Exception {
    watch(ReportingRounds.TEN, 10);
    called("1.1.0", 10, 10, 100);
    assertEquals(List.of(), suspected());
  }

  @Test
  void only_the_watched_version_is_examined() throws Exception {
    watch(LATER, 0);
    called("1.0.0", 10, 10, 100);
    called("1.1.0", 10, 0, 100);
    assertEquals(List.of(), suspected());
  }

  @Test
  void half_as_long_again_as_the_baseline_is_not_suspicious_and_more_is() throws Exception {
    watch(LATER, 10_000);
    called("1.1.0", 100, 0, 15_000);
    reportingRounds.round();
    called("1.1.0", 2, 0, 16_000);
    assertEquals(List.of(Kind.Latency), suspected());
    assertEquals(
        "p99 of the last 5 minutes is 16000 µs over 102 calls; baseline 10000 µs",
        reportingRounds.heard.anomalies.getFirst().detail());
  }

  @ParameterizedTest(name = "{0}")
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          half as long again as either                               | 10000 |  10000 |    15000 |
          more than the previous version beside it                   | 90000 |  10000 |    16000 | Latency
          a slower previous version does not hide the baseline       | 10000 | 500000 |    16000 | Latency
          only the previous version is known                         |     0 |  10000 |    16000 | Latency
          nothing is known: no time is too long                      |     0 |      0 | 30000000 |
          nine times as long, and no reason to go back               |  1000 |   1000 |     9000 |
          ten times as long, and a reason                            |  1000 |   1000 |    10000 | Latency
          """)
  void the_smaller_of_baseline_and_previous_version_counts(
      String scenario, long baseline, long previous, long micros, @Nullable Kind kind)
      throws Exception {
    watch(LATER, baseline);
    called("1.0.0", previous == 0 ? 0 : 100, 0, previous);
    called("1.1.0", 100, 0, micros);
    assertEquals(Stream.ofNullable(kind).toList(), suspected());
  }

  @Test
  void an_anomaly_that_was_not_delivered_is_reported_when_the_control_plane_is_back()
      throws Exception {
    watch(LATER, 0);
    reportingRounds.away = true;
    called("1.1.0", 10, 10, 100);
    reportingRounds.round();
    reportingRounds.clock.pass(Duration.ofSeconds(10));
    reportingRounds.away = false;
    reportingRounds.lastRound();
    assertEquals(
        ReportingRounds.TEN.plusSeconds(10),
        reportingRounds.heard.anomalies.getLast().at(),
        "the newest word");
  }

  private void called(String version, int calls, int failures, long micros) {
    reportingRounds.calls(version, "acme", calls, failures, micros);
  }

  private List<Kind> suspected() throws InterruptedException {
    reportingRounds.lastRound();
    return reportingRounds.suspected();
  }

  private void watch(Instant until, long baselineMicros) {
    var watch = new Watch("1.1.0", Optional.of("1.0.0"), until, baselineMicros);
    reportingRounds.inForce = List.of(Supervised.watching(Supervised.serving("1.1.0"), watch));
  }
}
