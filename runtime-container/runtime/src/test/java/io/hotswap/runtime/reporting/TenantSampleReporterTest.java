package io.hotswap.runtime.reporting;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.telemetry.TenantSample;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.Supervised;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Counts by tenant while a verdict is pending. */
class TenantSampleReporterTest {
  private final ReportingRounds reportingRounds = new ReportingRounds();

  @Test
  void a_sample_counts_from_when_the_window_was_first_seen_and_keeps_what_was_before()
      throws Exception {
    reportingRounds.calls("1.0.0", "acme", 10, 2, 1);
    reportingRounds.round();
    analyse("w1");
    reportingRounds.round();
    awaitSamples(1);
    assertEquals(Map.of(), reportingRounds.heard.samples.getFirst().versions());
    reportingRounds.calls("1.0.0", "acme", 3, 1, 1);
    reportingRounds.calls("1.1.0", "umbrella", 4, 4, 1);
    reportingRounds
        .counts
        .versionCounter(Supervised.ref("1.1.0"))
        .recorded("umbrella", "orders", 2.5);
    reportingRounds.lastRound();
    var last = reportingRounds.heard.samples.getLast();
    assertEquals("w1", last.window());
    assertEquals(
        Map.of(
            "1.0.0", Map.of("acme", figures(3, 1, Map.of())),
            "1.1.0", Map.of("umbrella", figures(4, 4, Map.of("orders", 2.5)))),
        last.versions());
    assertEquals(Map.of("acme", figures(10, 2, Map.of())), last.before());
  }

  @Test
  void every_new_window_begins_at_nothing() throws Exception {
    analyse("w1");
    reportingRounds.round();
    awaitSamples(1);
    reportingRounds.calls("1.0.0", "acme", 5, 0, 1);
    reportingRounds.round();
    awaitSamples(2);
    analyse("w2");
    reportingRounds.round();
    awaitSamples(3);
    reportingRounds.calls("1.0.0", "acme", 7, 1, 1);
    reportingRounds.lastRound();
    assertEquals(List.of("w1", "w1", "w2", "w2"), windows());
    var last = reportingRounds.heard.samples.getLast();
    assertEquals(Map.of("1.0.0", Map.of("acme", figures(7, 1, Map.of()))), last.versions());
    assertEquals(Map.of("acme", figures(5, 0, Map.of())), last.before());
  }

  @Test
  void a_sample_is_written_anew_only_when_there_were_calls_and_none_after_the_window()
      throws Exception {
    analyse("w1");
    reportingRounds.round();
    reportingRounds.round();
    reportingRounds.calls("1.0.0", "acme", 1, 0, 1);
    awaitSamples(1);
    reportingRounds.round();
    awaitSamples(2);
    reportingRounds.inForce = List.of(Supervised.unsupervised(reportingRounds.inForce.getFirst()));
    reportingRounds.calls("1.0.0", "acme", 1, 0, 1);
    reportingRounds.lastRound();
    assertEquals(2, reportingRounds.heard.samples.size());
  }

  @Test
  void a_version_that_left_the_document_stays_counted_while_the_window_lasts() throws Exception {
    analyse("w1");
    reportingRounds.round();
    reportingRounds.calls("1.1.0", "acme", 6, 0, 1);
    reportingRounds.round();
    reportingRounds.clock.pass(Duration.ofMinutes(20));
    reportingRounds.round();
    reportingRounds.calls("1.0.0", "acme", 1, 0, 1);
    reportingRounds.lastRound();
    assertEquals(
        6, reportingRounds.heard.samples.getLast().versions().get("1.1.0").get("acme").calls());
  }

  private void analyse(String window) {
    reportingRounds.inForce =
        List.of(Supervised.analysing(reportingRounds.inForce.getFirst(), window, "1.0.0"));
  }

  private List<String> windows() {
    return reportingRounds.heard.samples.stream().map(TenantSample::window).toList();
  }

  private void awaitSamples(int number) throws Exception {
    Eventually.so(
        () -> number + " samples: " + reportingRounds.heard.samples,
        () -> reportingRounds.heard.samples.size() == number);
  }

  // One microsecond each: its logarithm is nothing.
  private static TenantStats figures(long calls, long failures, Map<String, Double> recorded) {
    return new TenantStats(calls, failures, 0, recorded);
  }
}
