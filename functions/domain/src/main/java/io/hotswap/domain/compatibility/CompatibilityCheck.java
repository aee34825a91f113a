package io.hotswap.domain.compatibility;

import io.hotswap.domain.check.CheckEngine;
import io.hotswap.domain.check.CheckName;
import io.hotswap.domain.check.CheckResult;
import io.hotswap.domain.check.VersionFinding;
import io.hotswap.domain.check.operations.VersionCheck;
import io.hotswap.domain.plugin.PluginVersion;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// Compares a version with the release before it. It passes without findings only when nothing
/// breaks and nothing is unknown.
public final class CompatibilityCheck implements VersionCheck {
  private static final CheckEngine ENGINE = CheckEngine.of("contract-comparison");

  private final ComparingVersions comparing;
  private final BreakingChangePolicy policy;

  public CompatibilityCheck(ComparingVersions comparing, BreakingChangePolicy policy) {
    this.comparing = comparing;
    this.policy = policy;
  }

  @Override
  public CheckName name() {
    return CheckName.Compatibility;
  }

  @Override
  public CheckResult run(PluginVersion version, Path archive) {
    return comparing
        .withPredecessor(version)
        .map(this::result)
        .orElseGet(() -> CheckResult.passed(ENGINE));
  }

  private CheckResult result(VersionComparison comparison) {
    var findings = findings(comparison);
    return comparison.isMislabelled() && policy == BreakingChangePolicy.Refuse
        ? CheckResult.failed(findings, ENGINE)
        : CheckResult.warned(findings, ENGINE);
  }

  private static List<VersionFinding> findings(VersionComparison comparison) {
    return Stream.concat(
            comparison.all(Compatibility.Breaking).stream().map(it -> breaking(comparison, it)),
            comparison.all(Compatibility.Unknown).stream().map(it -> unknown(comparison, it)))
        .toList();
  }

  private static VersionFinding breaking(VersionComparison comparison, ContractChange change) {
    var before = comparison.before();
    return comparison.isMislabelled()
        ? finding(
            "breaking-change-below-major",
            comparison,
            change,
            "Stay compatible with %s, or give the version a number that announces the break: %s."
                .formatted(before, VersionStep.nextBreaking(before)))
        : finding(
            "breaking-change",
            comparison,
            change,
            "The number announces it; tell those who use " + before + " before you deploy it.");
  }

  private static VersionFinding unknown(VersionComparison comparison, ContractChange change) {
    return finding(
        "undecided-change",
        comparison,
        change,
        "Look at it yourself, or state in both versions what can be compared: media types, schemas"
            + " without rules that cannot be decided.");
  }

  private static VersionFinding finding(
      String code, VersionComparison comparison, ContractChange change, String fix) {
    return new VersionFinding(
        code,
        "#manifest" + change.pointer(),
        change.detail() + " (compared with " + comparison.before() + ")",
        fix);
  }
}
