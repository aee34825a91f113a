package io.hotswap.domain.check;

import io.hotswap.domain.check.operations.VersionCheck;
import java.util.EnumSet;
import java.util.Set;

/// The checks that every registered version goes through, in the order they are run in. Each has
/// one [VersionCheck].
public enum CheckName {
  Malware,
  /// Whether the libraries that it pins, and that are not in its archive, are stored. Is run for
  /// versions too that were registered before there was this check, and so is Inventory.
  Libraries,
  /// Whether what its classes refer to is there.
  Linkage,
  /// What it means for those who use the version before.
  Compatibility,
  /// Whether the plugins that it needs are registered.
  Dependencies,
  /// Which libraries it holds and pins. It finds nothing wrong.
  Inventory;

  static final Set<CheckName> OF_EARLIER_VERSIONS = EnumSet.of(Libraries, Inventory);

  /// Those whose result depends on whether the libraries are there.
  static final Set<CheckName> OF_LIBRARIES = EnumSet.of(Libraries, Linkage);
}
