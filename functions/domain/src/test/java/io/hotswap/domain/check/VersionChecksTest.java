package io.hotswap.domain.check;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.SemanticVersion;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VersionChecksTest {
  private static final Instant NOW = Instant.parse("2026-11-30T12:00:00Z");
  private static final CheckEngine ENGINE = CheckEngine.of("test");
  private static final VersionFinding FINDING =
      new VersionFinding("code", "lib/a.jar", "What it is.", "Remove it.");

  private final VersionChecks begun =
      new VersionChecks(
          PluginId.of("shop"),
          new SemanticVersion("1.0.0"),
          Digest.over("x"),
          List.of(NamedCheck.pending(CheckName.Malware)),
          1,
          NOW,
          1);

  @Test
  void a_version_is_pending_until_its_checks_have_ended() {
    assertEquals(CheckState.Pending, begun.state());
    assertEquals(Optional.empty(), begun.endedAt());
    var passed = begun.with(CheckName.Malware, CheckResult.passed(ENGINE), NOW.plusSeconds(1));
    assertEquals(CheckState.Passed, passed.state());
    assertEquals(Optional.of(NOW.plusSeconds(1)), passed.endedAt());
    assertEquals(List.of(), passed.pending());
  }

  @Test
  void warnings_let_it_pass_and_failures_do_not() {
    var warned = CheckResult.warned(List.of(FINDING), ENGINE);
    assertEquals(CheckState.Passed, begun.with(CheckName.Malware, warned, NOW).state());
    var failed = CheckResult.failed(List.of(FINDING), ENGINE);
    assertEquals(CheckState.Failed, begun.with(CheckName.Malware, failed, NOW).state());
    assertEquals(CheckResult.passed(ENGINE), CheckResult.warned(List.of(), ENGINE));
  }

  @Test
  void a_delay_keeps_it_pending_and_says_why() {
    var delayed =
        begun.with(CheckName.Malware, new CheckResult.Delayed("The scanner is down."), NOW);
    assertEquals(CheckState.Pending, delayed.state());
    assertEquals(Optional.of("The scanner is down."), delayed.checks().getFirst().delayed());
  }

  @Test
  void a_later_result_replaces_the_earlier_and_another_run_keeps_it() {
    var passed = begun.with(CheckName.Malware, CheckResult.passed(ENGINE), NOW);
    var again = passed.again(NOW.plusSeconds(9));
    assertEquals(passed.checks(), again.checks());
    assertEquals(2, again.run());
    var late = CheckResult.failed(List.of(FINDING), ENGINE);
    assertEquals(CheckState.Failed, again.with(CheckName.Malware, late, NOW).state());
    assertEquals(4, again.with(CheckName.Malware, late, NOW).revision());
  }

  @Test
  void a_result_that_says_two_things_is_none() {
    assertThrows(
        IllegalArgumentException.class,
        () -> new CheckResult.Ended(CheckState.Passed, List.of(FINDING), ENGINE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CheckResult.Ended(CheckState.Failed, List.of(), ENGINE));
    assertThrows(
        IllegalArgumentException.class,
        () -> new CheckResult.Ended(CheckState.Pending, List.of(FINDING), ENGINE));
  }

  @Test
  void findings_fit_into_an_item() {
    var large = new VersionFinding("c", "x".repeat(9_000), "y".repeat(9_000), "z".repeat(9_000));
    var many = Collections.nCopies(5_000, large);
    var ended = (CheckResult.Ended) CheckResult.failed(many, ENGINE);
    int characters =
        ended.findings().stream()
            .mapToInt(it -> it.where().length() + it.detail().length() + it.fix().length())
            .sum();
    assertEquals(CheckResult.Ended.MOST_FINDINGS, ended.findings().size());
    assertEquals(true, characters < 150_000, "" + characters);
  }
}
