package io.hotswap.domain.compatibility;

/// What becomes of a version that breaks with the one before and whose number denies that.
public enum BreakingChangePolicy {
  /// It passes, and everybody can see it.
  Flag,
  /// It fails its checks and cannot be deployed.
  Refuse
}
