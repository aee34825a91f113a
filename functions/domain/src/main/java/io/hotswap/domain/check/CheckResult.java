package io.hotswap.domain.check;

import java.util.List;

/// The result of running one check.
public sealed interface CheckResult {
  /// @param findings at most [#MOST_FINDINGS] are kept
  record Ended(CheckState state, List<VersionFinding> findings, CheckEngine engine)
      implements CheckResult {
    public static final int MOST_FINDINGS = 50;

    public Ended {
      if (state == CheckState.Pending) {
        throw new IllegalArgumentException("A check that ended is not Pending");
      }
      if (findings.isEmpty() != (state == CheckState.Passed)) {
        throw new IllegalArgumentException(state + " with findings: " + findings);
      }
      findings = findings.stream().limit(MOST_FINDINGS).toList();
    }
  }

  /// Nothing can be said yet; the check is run again later.
  ///
  /// @param reason in one sentence
  record Delayed(String reason) implements CheckResult {}

  static CheckResult passed(CheckEngine engine) {
    return new Ended(CheckState.Passed, List.of(), engine);
  }

  /// @param findings none lets the check pass
  static CheckResult warned(List<VersionFinding> findings, CheckEngine engine) {
    return findings.isEmpty() ? passed(engine) : new Ended(CheckState.Warned, findings, engine);
  }

  static CheckResult failed(List<VersionFinding> findings, CheckEngine engine) {
    return new Ended(CheckState.Failed, findings, engine);
  }
}
