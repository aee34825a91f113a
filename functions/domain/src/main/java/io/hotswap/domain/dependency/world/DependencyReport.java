package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.dependency.world.EnvironmentWorld.Unmet;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.List;
import java.util.Optional;

/// Whether a version could serve in an environment.
///
/// @param needs what the version needs of other plugins
/// @param lost what others would lose by it
/// @param why it cannot serve beside what serves now, in sentences; empty where it can
/// @param wayOut deployments that would lead there, its own the last one where that is possible;
///   empty where there is none
public record DependencyReport(
    Outcome outcome,
    List<Need> needs,
    List<Unmet> lost,
    List<String> why,
    Optional<WayOut> wayOut) {
  public DependencyReport {
    needs = List.copyOf(needs);
    lost = List.copyOf(lost);
    why = List.copyOf(why);
  }

  public enum Outcome {
    /// All that it needs serves, and nobody loses anything.
    Ready,
    /// It could, after other deployments.
    AfterOthers,
    /// No choice of registered versions would do.
    Impossible,
    /// Neither was found within the limit of steps.
    Undecided
  }

  /// @param serving what serves; empty where nothing does
  public record Need(PluginNeed need, Optional<SemanticVersion> serving, boolean met) {}
}
