package io.hotswap.domain.check;

import io.hotswap.domain.check.operations.VersionCheck;

/// The checks that every registered version goes through, in the order they are run in. Each has
/// one [VersionCheck].
public enum CheckName {
  Malware,
  /// Whether what its classes refer to is there.
  Linkage,
  /// What it means for those who use the version before.
  Compatibility
}
