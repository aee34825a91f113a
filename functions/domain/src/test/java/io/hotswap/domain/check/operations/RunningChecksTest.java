package io.hotswap.domain.check.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.operations.CheckProgress.Outcome;
import io.hotswap.domain.check.operations.ScanVerdict.Threat;
import io.hotswap.domain.plugin.PluginVersion;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RunningChecksTest {
  private final CheckFixture fixture = new CheckFixture();

  @Test
  void a_clean_version_passes() {
    assertEquals(Outcome.Done, fixture.step(CheckStep.ScanBinary, 1).outcome());
    assertEquals(Outcome.Done, fixture.step(CheckStep.VerifyVersion, 1).outcome());
    assertEquals(Outcome.Completed, fixture.step(CheckStep.CompleteChecks, 1).outcome());
    assertEquals(CheckState.Passed, fixture.checks().state());
    var audit = fixture.registry.inMemoryChecks().audit.getFirst();
    assertEquals("checkVersion", audit.action());
    assertEquals("Pending", audit.before().get("checks"));
    assertEquals(
        Map.of("version", "1.0.0", "checks", "Passed", "Malware", "Passed", "engine", "test"),
        audit.after());
  }

  @Test
  void an_infected_version_fails_and_says_where() {
    fixture.verdict =
        new ScanVerdict.Infected(CheckFixture.ENGINE, List.of(new Threat("Eicar", "lib/a.jar!/x")));
    fixture.step(CheckStep.ScanBinary, 1);
    assertEquals(CheckState.Failed, fixture.checks().state());
    var finding = fixture.checks().checks().getFirst().findings().getFirst();
    assertEquals("malware", finding.code());
    assertEquals("lib/a.jar!/x", finding.where());
    assertTrue(finding.detail().contains("Eicar"), finding.detail());
  }

  @Test
  void what_is_found_in_a_library_that_it_pins_blocks_the_version() {
    fixture.libraryVerdict =
        Optional.of(
            new ScanVerdict.Infected(
                CheckFixture.ENGINE, List.of(new Threat("Late", "org.example:a:1"))));
    assertEquals(Outcome.Infected, fixture.step(CheckStep.ScanBinary, 1).outcome());
    assertEquals(CheckState.Failed, fixture.checks().state());
    assertEquals(
        "org.example:a:1", fixture.checks().checks().getFirst().findings().getFirst().where());
    assertEquals(1, fixture.trust.current().blocked().size());
  }

  @Test
  void what_no_scanner_can_look_into_fails() {
    fixture.verdict = new ScanVerdict.Failed(CheckFixture.ENGINE, "a.zip", "It is encrypted.");
    fixture.step(CheckStep.ScanBinary, 1);
    assertEquals(CheckState.Failed, fixture.checks().state());
    assertEquals(
        "not-scannable", fixture.checks().checks().getFirst().findings().getFirst().code());
  }

  @Test
  void while_the_scanner_is_down_the_version_is_pending_and_then_passes() {
    fixture.verdict = CheckFixture.DOWN;
    var first = fixture.step(CheckStep.ScanBinary, 1);
    assertEquals(new CheckProgress(Outcome.Waiting, 1), first);
    assertEquals(
        Optional.of("The scanner does not answer."),
        fixture.checks().checks().getFirst().delayed());
    long revision = fixture.checks().revision();
    fixture.pass(Duration.ofMinutes(2));
    assertEquals(24, fixture.step(CheckStep.ScanBinary, 1).waitSeconds());
    assertEquals(revision, fixture.checks().revision(), "the same is not written again");
    fixture.pass(Duration.ofMinutes(20));
    assertEquals(60, fixture.step(CheckStep.ScanBinary, 1).waitSeconds());
    fixture.verdict = CheckFixture.CLEAN;
    assertEquals(Outcome.Done, fixture.step(CheckStep.ScanBinary, 1).outcome());
    assertEquals(CheckState.Passed, fixture.checks().state());
  }

  @Test
  void a_run_does_not_wait_for_ever() {
    fixture.verdict = CheckFixture.DOWN;
    fixture.pass(RunningChecks.PATIENCE);
    assertEquals(Outcome.Done, fixture.step(CheckStep.ScanBinary, 1).outcome());
    assertEquals(Outcome.Postponed, fixture.step(CheckStep.CompleteChecks, 1).outcome());
    assertEquals(CheckState.Pending, fixture.checks().state());
  }

  @Test
  void a_check_that_was_interrupted_says_so() {
    assertEquals(Outcome.Postponed, fixture.step(CheckStep.CompleteChecks, 1).outcome());
    var delayed = fixture.checks().checks().getFirst().delayed().orElseThrow();
    assertTrue(delayed.contains("run again"), delayed);
  }

  @Test
  void what_has_ended_is_not_run_again() {
    fixture.step(CheckStep.ScanBinary, 1);
    fixture.verdict =
        new ScanVerdict.Infected(CheckFixture.ENGINE, List.of(new Threat("Eicar", "x")));
    fixture.step(CheckStep.ScanBinary, 1);
    assertEquals(CheckState.Passed, fixture.checks().state());
  }

  @Test
  void an_older_run_changes_nothing() {
    var again = fixture.checks().again(fixture.now);
    assertTrue(fixture.registry.checked().write(again, Optional.empty()));
    for (var step : CheckStep.values()) {
      assertEquals(Outcome.Superseded, fixture.step(step, 1).outcome());
    }
    assertEquals(again, fixture.checks());
  }

  @Test
  void the_other_checks_get_the_verified_bytes_and_one_of_them_failing_stops_no_other() {
    var broken = new FixedCheck(Optional.empty());
    assertThrows(RuntimeException.class, () -> fixture.step(CheckStep.VerifyVersion, 1, broken));
    assertEquals(CheckState.Pending, fixture.checks().state());
    var passing = new FixedCheck(Optional.of(CheckResult.passed(CheckFixture.ENGINE)));
    assertThrows(
        RuntimeException.class, () -> fixture.step(CheckStep.VerifyVersion, 1, broken, passing));
    assertEquals(CheckState.Passed, fixture.checks().state());
    assertEquals(2, fixture.fetches, "once a step");
  }

  @Test
  void bytes_that_are_not_the_versions_are_a_fault() {
    fixture.reads = true;
    fixture.stored = "other";
    assertThrows(IllegalStateException.class, () -> fixture.step(CheckStep.ScanBinary, 1));
    assertEquals(CheckState.Pending, fixture.checks().state());
  }

  /// @param result empty fails
  private record FixedCheck(Optional<CheckResult> result) implements VersionCheck {
    @Override
    public CheckName name() {
      return CheckName.Malware;
    }

    @Override
    public CheckResult run(PluginVersion version, Path archive) {
      return result.orElseThrow();
    }
  }
}
