package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is told of health checks. */
class HealthReporterTest {
  private final ReportingRounds reportingRounds = new ReportingRounds();

  @Test
  void a_version_is_reported_when_it_is_loaded_and_not_for_staying_healthy() throws Exception {
    reportingRounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    reportingRounds.clock.pass(Duration.ofSeconds(30));
    reportingRounds.find(0, 0);
    reportingRounds.lastRound();
    assertEquals(
        List.of(
            new HealthReport(
                InMemoryControlPlane.ENVIRONMENT,
                PluginId.of(Supervised.PLUGIN),
                "1.0.0",
                "node-1",
                "i1",
                0,
                "",
                ReportingRounds.TEN)),
        reportingRounds.heard.health);
    assertEquals(List.of(), reportingRounds.suspected());
  }

  @Test
  void every_failure_is_reported_and_from_the_third_in_a_row_suspected() throws Exception {
    reportingRounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    for (int failures = 1; failures <= 4; failures++) {
      reportingRounds.find(failures - 1, failures);
      awaitReports(failures + 1);
      awaitAnomalies(Math.max(0, failures - 2));
    }
    reportingRounds.find(4, 0);
    reportingRounds.lastRound();
    assertEquals(
        List.of(0, 1, 2, 3, 4, 0),
        reportingRounds.heard.health.stream().map(it -> it.failures()).toList());
    assertEquals("no bank", reportingRounds.heard.health.get(3).reason());
    assertEquals(
        List.of(Kind.Unhealthy, Kind.Unhealthy, Kind.Recovered), reportingRounds.suspected());
    assertEquals(
        "3 failed checks in a row; the last: no bank",
        reportingRounds.heard.anomalies.getFirst().detail());
  }

  @Test
  void two_failures_in_a_row_are_no_anomaly_and_their_end_no_recovery() throws Exception {
    reportingRounds.find(0, 1);
    awaitReports(1);
    reportingRounds.find(1, 2);
    awaitReports(2);
    reportingRounds.find(2, 0);
    reportingRounds.lastRound();
    assertEquals(3, reportingRounds.heard.health.size());
    assertEquals(List.of(), reportingRounds.suspected());
  }

  @Test
  void a_healthy_version_is_reported_once_a_day_all_the_same() throws Exception {
    reportingRounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    reportingRounds.clock.pass(Duration.ofHours(23));
    reportingRounds.find(0, 0);
    reportingRounds.clock.pass(Duration.ofHours(1));
    reportingRounds.find(0, 0);
    reportingRounds.lastRound();
    assertEquals(2, reportingRounds.heard.health.size());
  }

  @Test
  void what_was_asked_for_is_reported_also_when_it_is_no_news() throws Exception {
    reportingRounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    reportingRounds.clock.pass(Duration.ofSeconds(7));
    reportingRounds.findAsked(0, 0);
    reportingRounds.lastRound();
    assertEquals(ReportingRounds.TEN.plusSeconds(7), reportingRounds.heard.health.getLast().at());
  }

  @Test
  void the_last_state_is_reported_when_the_control_plane_is_back() throws Exception {
    reportingRounds.away = true;
    reportingRounds.find(2, 3);
    awaitRefused(2);
    reportingRounds.find(3, 0);
    awaitRefused(4);
    reportingRounds.away = false;
    reportingRounds.lastRound();
    assertEquals(List.of(Kind.Recovered), reportingRounds.suspected());
    assertEquals(
        List.of(0), reportingRounds.heard.health.stream().map(it -> it.failures()).toList());
  }

  private void awaitRefused(int number) throws Exception {
    Eventually.so("refused", () -> reportingRounds.refused.get() == number);
  }

  private void awaitReports(int number) throws Exception {
    Eventually.so(
        () -> number + " reports: " + reportingRounds.heard.health,
        () -> reportingRounds.heard.health.size() == number);
  }

  private void awaitAnomalies(int number) throws Exception {
    Eventually.so(
        () -> number + " anomalies: " + reportingRounds.heard.anomalies,
        () -> reportingRounds.heard.anomalies.size() == number);
  }
}
