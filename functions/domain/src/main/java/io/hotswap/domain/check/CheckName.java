package io.hotswap.domain.check;

import io.hotswap.domain.check.operations.VersionCheck;

/// The checks that every registered version goes through, in the order they are run in. Each has
/// one [VersionCheck].
public enum CheckName {
  Malware,
  /// Whether what its classes refer to is there.
  Linkage,
  /// What it means for those who use the version before.
  Compatibility,
  /// Whether the plugins that it needs are registered.
  Dependencies,
  /// Which libraries it holds. It finds nothing wrong: it is run for versions too that were
  /// registered before there was this check.
  Inventory
}
