package io.hotswap.domain.check.operations;

import static io.hotswap.domain.check.operations.CheckFixture.CLEAN;
import static io.hotswap.domain.check.operations.CheckFixture.DOWN;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.check.CheckGate;
import io.hotswap.domain.check.CheckState;
import io.hotswap.domain.check.VersionChecks;
import io.hotswap.domain.check.operations.CheckProgress.Outcome;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Kind;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.trust.BlockedBinary;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/// A version that has passed is scanned again.
class LateVerdictTest {
  private static final ScanVerdict INFECTED =
      new ScanVerdict.Infected(
          CheckFixture.ENGINE, List.of(new ScanVerdict.Threat("Eicar", "lib/a.jar!/x")));
  private static final Origin ADA = Origin.system("ada", "r2", "");

  private final CheckFixture fixture = new CheckFixture();
  private final ScanningAgain scanning =
      new ScanningAgain(fixture.registry.checked(), fixture, fixture.clock);

  LateVerdictTest() {
    fixture.step(CheckStep.ScanBinary, 1);
    fixture.pass(Duration.ofDays(30));
  }

  @Test
  void the_earlier_result_counts_until_there_is_another() {
    scanned();
    fixture.verdict = DOWN;
    assertEquals(Outcome.Waiting, fixture.step(CheckStep.ScanBinary, 2).outcome());
    assertEquals(CheckState.Passed, fixture.checks().state());
    assertEquals(
        Optional.empty(), CheckGate.refusal("shop", "1.0.0", Optional.of(fixture.checks())));
    assertEquals(
        Optional.of("The scanner does not answer."),
        fixture.checks().rescan().orElseThrow().delayed());
    assertEquals(Outcome.Postponed, fixture.step(CheckStep.CompleteChecks, 2).outcome());
    fixture.verdict = CLEAN;
    assertEquals(Outcome.Done, fixture.step(CheckStep.ScanBinary, 2).outcome());
    assertEquals(Optional.empty(), fixture.checks().rescan());
    assertEquals(Optional.of(fixture.now), fixture.checks().endedAt());
    assertEquals(Outcome.Completed, fixture.step(CheckStep.CompleteChecks, 2).outcome());
  }

  @Test
  void malware_blocks_the_bytes_fails_the_version_and_is_told_once() {
    scanned();
    fixture.verdict = INFECTED;
    assertEquals(Outcome.Infected, fixture.step(CheckStep.ScanBinary, 2).outcome());
    assertEquals(Outcome.Infected, fixture.step(CheckStep.ScanBinary, 2).outcome());
    assertEquals(CheckState.Failed, fixture.checks().state());
    var blocked = fixture.trust.document.blocked();
    assertEquals(
        List.of(fixture.version.digest()), blocked.stream().map(BlockedBinary::digest).toList());
    assertEquals("Eicar in lib/a.jar!/x (test)", blocked.getFirst().reason());
    var told = fixture.outbox.due(fixture.now, 10);
    assertEquals(List.of(Kind.MalwareFound), told.stream().map(it -> it.message().kind()).toList());
    assertEquals(
        List.of(new Message.Audience.Operators()),
        told.stream().map(it -> it.message().to()).toList());
  }

  @Test
  void a_scan_that_finds_nothing_takes_the_block_back() {
    scanned();
    fixture.verdict = INFECTED;
    fixture.step(CheckStep.ScanBinary, 2);
    scanned();
    fixture.verdict = CLEAN;
    assertEquals(Outcome.Done, fixture.step(CheckStep.ScanBinary, 3).outcome());
    assertEquals(List.of(), fixture.trust.document.blocked());
    assertEquals(CheckState.Passed, fixture.checks().state());
  }

  @Test
  void what_nobody_runs_is_started_again_and_one_under_way_is_not_begun_anew() {
    scanned();
    assertEquals(
        ErrorCode.CHECKS_PENDING, assertInstanceOf(Result.Refused.class, scan()).refusal().code());
    fixture.running.clear();
    fixture.pass(Duration.ofMinutes(1));
    var reconciling = new ReconcilingChecks(fixture.registry.checked(), fixture, fixture.clock);
    assertEquals(List.of(3), reconciling.reconcile().stream().map(VersionChecks::run).toList());
    assertEquals("1.0.0 run 3", fixture.started.getLast());
  }

  private void scanned() {
    assertInstanceOf(Result.Done.class, scan());
    assertEquals("scanVersion", fixture.registry.inMemoryChecks().audit.getLast().action());
  }

  private Result<VersionChecks> scan() {
    return scanning.scan(fixture.version.pluginId(), fixture.version.version(), ADA);
  }
}
