package io.hotswap.domain.deployment.admission;

import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.Optional;

/// How many plugins may serve in an environment. One that serves there already is never refused.
/// Two deployments at once may both take the last place.
///
/// @param parameter of the stack that sets it
public record PluginLimit(DeployedPlugins deployed, int most, String parameter)
    implements ReleaseAdmission {
  public PluginLimit {
    if (most < 1) {
      throw new IllegalArgumentException("An environment takes at least one plugin, not " + most);
    }
  }

  /// How many more there may be.
  public int left(Environment environment) {
    return Math.max(0, most - deployed.in(environment).size());
  }

  @Override
  public Optional<Refusal> refusal(String plugin, Release release, Environment environment) {
    var there = deployed.in(environment);
    return there.size() < most || there.contains(PluginId.of(plugin))
        ? Optional.empty()
        : Optional.of(refused(there.size(), environment));
  }

  private Refusal refused(int there, Environment environment) {
    return Refusal.of(
        ErrorCode.TOO_MANY_PLUGINS,
        "%,d plugins serve in %s, and the limit is %,d.".formatted(there, environment, most),
        "/environment",
        "an environment with room for another plugin",
        "Take the first deployment of a plugin that is not needed there back (a rollback of it"
            + " leaves none), or raise the stack's parameter %s.".formatted(parameter));
  }
}
