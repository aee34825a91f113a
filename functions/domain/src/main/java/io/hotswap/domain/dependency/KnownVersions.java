package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// Registered versions and what they need. Consistent reads.
public interface KnownVersions {
  /// The versions of a plugin, in no order; empty when there is none.
  List<KnownVersion> of(String plugin);

  Optional<KnownVersion> find(String plugin, SemanticVersion version);

  /// The names of all plugins of which some version needs this one, or did: an entry may outlive
  /// the versions that it was made for.
  Set<String> dependents(String plugin);
}
