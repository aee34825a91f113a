package io.hotswap.domain.dependency;

import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Map;

/// The solver's answer.
public sealed interface Resolution {
  /// @param versions by plugin; those that are not needed are left out
  record Resolved(Map<String, SemanticVersion> versions) implements Resolution {
    public Resolved {
      versions = Map.copyOf(versions);
    }
  }

  /// @param why sentences, each of which follows from manifests, premises, or sentences before it
  record Impossible(List<String> why) implements Resolution {
    public Impossible {
      why = List.copyOf(why);
    }
  }

  /// Neither was found within the limit of steps.
  record GaveUp(int steps) implements Resolution {}
}
