package io.hotswap.domain.check.operations;

/// Steps of the check machine, named like its states.
public enum CheckStep {
  /// Asks the malware scanner: Waiting while it has no verdict.
  ScanBinary,
  /// Runs the other checks.
  VerifyVersion,
  /// Says of every check that did not come to an end that it will be run again.
  CompleteChecks
}
