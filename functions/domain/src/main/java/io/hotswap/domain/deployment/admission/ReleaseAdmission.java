package io.hotswap.domain.deployment.admission;

import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;

/// Decides whether a release may be brought to an environment. It is asked when a deployment is
/// requested, and again when one that waited for its approval begins. A rollback is not asked for:
/// it returns to what was admitted.
public interface ReleaseAdmission {
  /// @param plugin its name
  /// @return why not; empty when it may
  Optional<Refusal> refusal(String plugin, Release release, Environment environment);

  /// Both: the first refusal counts.
  default ReleaseAdmission and(ReleaseAdmission other) {
    return (plugin, release, environment) ->
        refusal(plugin, release, environment).or(() -> other.refusal(plugin, release, environment));
  }
}
