package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.telemetry.Anomaly.Kind;
import io.hotswap.domain.telemetry.HealthReport;
import io.hotswap.runtime.figures.Rounds;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.World;
import java.time.Duration;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What is told of health checks. */
class HealthReporterTest {
  private final Rounds rounds = new Rounds();

  @Test
  void a_version_is_reported_when_it_is_loaded_and_not_for_staying_healthy() throws Exception {
    rounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    rounds.clock.pass(Duration.ofSeconds(30));
    rounds.find(0, 0);
    rounds.lastRound();
    assertEquals(
        List.of(
            new HealthReport(
                World.ENVIRONMENT,
                PluginId.of(Supervised.PLUGIN),
                "1.0.0",
                "node-1",
                "i1",
                0,
                "",
                Rounds.TEN)),
        rounds.heard.health);
    assertEquals(List.of(), rounds.suspected());
  }

  @Test
  void every_failure_is_reported_and_from_the_third_in_a_row_suspected() throws Exception {
    rounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    for (int failures = 1; failures <= 4; failures++) {
      rounds.find(failures - 1, failures);
      awaitReports(failures + 1);
      awaitSuspicions(Math.max(0, failures - 2));
    }
    rounds.find(4, 0);
    rounds.lastRound();
    assertEquals(
        List.of(0, 1, 2, 3, 4, 0), rounds.heard.health.stream().map(it -> it.failures()).toList());
    assertEquals("no bank", rounds.heard.health.get(3).reason());
    assertEquals(List.of(Kind.Unhealthy, Kind.Unhealthy, Kind.Recovered), rounds.suspected());
    assertEquals(
        "3 failed checks in a row; the last: no bank", rounds.heard.suspicions.getFirst().detail());
  }

  @Test
  void two_failures_in_a_row_are_no_suspicion_and_their_end_no_recovery() throws Exception {
    rounds.find(0, 1);
    awaitReports(1);
    rounds.find(1, 2);
    awaitReports(2);
    rounds.find(2, 0);
    rounds.lastRound();
    assertEquals(3, rounds.heard.health.size());
    assertEquals(List.of(), rounds.suspected());
  }

  @Test
  void a_healthy_version_is_reported_once_a_day_all_the_same() throws Exception {
    rounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    rounds.clock.pass(Duration.ofHours(23));
    rounds.find(0, 0);
    rounds.clock.pass(Duration.ofHours(1));
    rounds.find(0, 0);
    rounds.lastRound();
    assertEquals(2, rounds.heard.health.size());
  }

  @Test
  void what_was_asked_for_is_reported_also_when_it_is_no_news() throws Exception {
    rounds.find(OptionalInt.empty(), 0);
    awaitReports(1);
    rounds.clock.pass(Duration.ofSeconds(7));
    rounds.findAsked(0, 0);
    rounds.lastRound();
    assertEquals(Rounds.TEN.plusSeconds(7), rounds.heard.health.getLast().at());
  }

  @Test
  void of_what_happened_while_the_control_plane_was_away_the_end_is_told() throws Exception {
    rounds.away = true;
    rounds.find(2, 3);
    awaitRefused(2);
    rounds.find(3, 0);
    awaitRefused(4);
    rounds.away = false;
    rounds.lastRound();
    assertEquals(List.of(Kind.Recovered), rounds.suspected());
    assertEquals(List.of(0), rounds.heard.health.stream().map(it -> it.failures()).toList());
  }

  private void awaitRefused(int number) throws Exception {
    Eventually.so("refused", () -> rounds.refused.get() == number);
  }

  private void awaitReports(int number) throws Exception {
    Eventually.so(
        () -> number + " reports: " + rounds.heard.health,
        () -> rounds.heard.health.size() == number);
  }

  private void awaitSuspicions(int number) throws Exception {
    Eventually.so(
        () -> number + " suspicions: " + rounds.heard.suspicions,
        () -> rounds.heard.suspicions.size() == number);
  }
}
