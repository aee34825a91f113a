package io.hotswap.domain.dependency.world;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Set;

/// Which registered versions of a plugin may be deployed at all: a way out names no others.
public interface DeployableVersions {
  /// All of them, for where nobody knows more.
  DeployableVersions ALL = (plugin, versions) -> versions;

  /// @param plugin its name
  /// @return those of the versions that may
  Set<SemanticVersion> among(String plugin, Set<SemanticVersion> versions);
}
