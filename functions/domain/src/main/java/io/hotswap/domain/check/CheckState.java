package io.hotswap.domain.check;

public enum CheckState {
  Pending,
  Passed,
  /// Passed, with findings that somebody should read.
  Warned,
  Failed
}
