package io.hotswap.runtime.controlplane;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.node.ControlPlaneClock;
import io.hotswap.runtime.disk.ClockOffsetFile;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What one process of a node leaves the next of how far the node's clock is off. */
class ClockSkewReporterTest {
  private static final Duration HOUR = Duration.ofHours(1);
  private static final Duration A_LITTLE = Duration.ofSeconds(3);

  @TempDir Path directory;

  private ClockOffsetFile kept() {
    return new ClockOffsetFile(directory.resolve("clock"));
  }

  /** One that hears of the control plane, or not, and looks. */
  private void process(Duration wrongBy, boolean hears) {
    var clock =
        new ControlPlaneClock(
            Clock.offset(Clock.systemUTC(), wrongBy), System::nanoTime, kept().read());
    var skew =
        new ClockSkewReporter(
            clock, kept(), "node-1", new NodeMetrics(InMemoryControlPlane.ENVIRONMENT));
    skew.update();
    if (hears) {
      clock.adjust(
          Clock.systemUTC().instant().truncatedTo(ChronoUnit.SECONDS), clock.monotonicMillis());
    }
    skew.update();
  }

  private void assertKept(Duration expected) {
    var error = kept().read().minus(expected).abs();
    assertTrue(error.compareTo(A_LITTLE) < 0, () -> "kept: " + kept().read());
  }

  @Test
  void a_clock_that_was_mended_between_two_is_taken_for_right_by_the_third() {
    process(HOUR, true);
    assertKept(HOUR);
    process(Duration.ZERO, true);
    assertEquals(Duration.ZERO, kept().read());
  }

  @Test
  void one_that_was_set_to_another_wrong_time_is_kept_anew() {
    process(HOUR, true);
    process(HOUR.negated(), true);
    assertKept(HOUR.negated());
  }

  @Test
  void a_process_that_hears_nothing_forgets_nothing() {
    process(HOUR, true);
    process(HOUR, false);
    assertKept(HOUR);
  }

  @Test
  void a_clock_that_is_as_wrong_as_it_was_is_written_once() throws Exception {
    process(HOUR, true);
    var written = Files.readString(directory.resolve("clock"));
    process(HOUR, true);
    assertEquals(written, Files.readString(directory.resolve("clock")));
  }
}
