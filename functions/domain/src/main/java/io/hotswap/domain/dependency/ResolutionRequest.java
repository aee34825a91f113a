package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Map;

/// A question to the solver: one version of each plugin that is there, such that all that they need
/// is there too.
///
/// @param known the versions to choose from
/// @param preferred by plugin: the version to choose where that is possible; of others the newest
///   release, and a pre-release only where no release will do
public record ResolutionRequest(
    List<KnownVersion> known, List<Premise> premises, Map<String, SemanticVersion> preferred) {
  public ResolutionRequest {
    known = List.copyOf(known);
    premises = List.copyOf(premises);
    preferred = Map.copyOf(preferred);
    for (var it : premises) {
      if (known.stream().noneMatch(version -> concerns(it, version))) {
        throw new IllegalArgumentException("no known version to choose: " + it);
      }
    }
  }

  private static boolean concerns(Premise premise, KnownVersion version) {
    return premise.plugin().equals(version.plugin())
        && switch (premise) {
          case Premise.Deployed it -> it.version().equals(version.version());
          case Premise.Serves it -> it.version().equals(version.version());
          case Premise.Stays _ -> true;
        };
  }
}
