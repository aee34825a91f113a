package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.Comparator;
import java.util.List;

/// A registered version of a plugin and what it needs.
///
/// @param plugin its name
public record KnownVersion(String plugin, SemanticVersion version, List<PluginNeed> needs) {
  /// Releases before pre-releases, newer ones before older ones.
  public static final Comparator<KnownVersion> BEST_FIRST =
      Comparator.comparing((KnownVersion it) -> it.version().isPreRelease())
          .thenComparing(KnownVersion::version, SemanticVersion.NEWEST_FIRST);

  public KnownVersion {
    needs = List.copyOf(needs);
  }
}
