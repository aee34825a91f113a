package io.hotswap.runtime.counting;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class CallMetricsTest {
  private static final String LABELS =
      "{environment=\"Development\",plugin=\"counted\",version=\"1.0.0\"";

  private final TestClock clock = new TestClock(Instant.parse("2026-11-23T10:00:00Z"));
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private final CallCounter callCounter = new CallCounter(metrics, clock);
  private final VersionCounter versionCounter = callCounter.versionCounter(Supervised.ref("1.0.0"));

  @Test
  void calls_are_told_by_outcome_and_by_how_long_they_took() {
    call(CallOutcome.OK, Duration.ofNanos(500_000));
    call(CallOutcome.OK, Duration.ofNanos(500_001));
    call(CallOutcome.FAILED, Duration.ofSeconds(20));
    call(CallOutcome.TIMED_OUT, Duration.ofSeconds(31));
    assertTold("plugin_invocations_total{environment=\"Development\",outcome=\"ok\"", 2);
    assertTold("plugin_invocations_total{environment=\"Development\",outcome=\"failed\"", 1);
    assertTold("plugin_invocations_total{environment=\"Development\",outcome=\"timed_out\"", 1);
    assertTold("plugin_execution_duration_seconds_bucket" + LABELS + ",le=\"5.0E-4\"", 1);
    assertTold("plugin_execution_duration_seconds_bucket" + LABELS + ",le=\"0.001\"", 2);
    assertTold("plugin_execution_duration_seconds_bucket" + LABELS + ",le=\"30.0\"", 3);
    assertTold("plugin_execution_duration_seconds_bucket" + LABELS + ",le=\"+Inf\"", 4);
    assertTold("plugin_execution_duration_seconds_count" + LABELS, 4);
    assertTrue(text().contains("plugin_execution_duration_seconds_sum" + LABELS + "} 51.001"));
  }

  @Test
  void calls_of_long_ago_are_told_with_those_of_now() {
    call(CallOutcome.OK, Duration.ofMillis(2));
    call(CallOutcome.REJECTED, Duration.ofMillis(2));
    clock.pass(Duration.ofMinutes(6));
    call(CallOutcome.OK, Duration.ofMillis(2));
    clock.pass(Duration.ofHours(30));
    call(CallOutcome.OK, Duration.ofMillis(20));
    assertTold("plugin_invocations_total{environment=\"Development\",outcome=\"ok\"", 3);
    assertTold("plugin_invocations_total{environment=\"Development\",outcome=\"rejected\"", 1);
    assertTold("plugin_execution_duration_seconds_bucket" + LABELS + ",le=\"0.0025\"", 3);
    assertTold("plugin_execution_duration_seconds_count" + LABELS, 4);
  }

  @Test
  void a_version_that_was_forgotten_is_told_no_more_until_it_is_called_again() {
    call(CallOutcome.OK, Duration.ofMillis(1));
    call(CallOutcome.OK, Duration.ofMillis(1));
    clock.pass(Duration.ofMinutes(6));
    callCounter.forgetIdle((plugin, version) -> false);
    assertFalse(text().contains("version=\"1.0.0\""));
    call(CallOutcome.OK, Duration.ofMillis(1));
    assertTold("plugin_execution_duration_seconds_count" + LABELS, 1);
  }

  private void call(CallOutcome callOutcome, Duration time) {
    versionCounter.called(
        "acme", versionCounter.of("acme"), callOutcome, time.toNanos(), clock.nanoTime());
  }

  private void assertTold(String series, int value) {
    assertTrue(
        text()
            .lines()
            .anyMatch(
                it ->
                    it.startsWith(series) && it.endsWith(" " + value)
                        || it.startsWith(series) && it.endsWith(" " + value + ".0")),
        () -> series + " is not " + value + " in:\n" + text());
  }

  private String text() {
    return new String(metrics.text(), UTF_8);
  }
}
