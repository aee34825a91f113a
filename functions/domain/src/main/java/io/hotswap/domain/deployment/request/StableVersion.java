package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// The version that serves now, where it does not start on a node any more. A node takes a document
/// over once all that it routes to are ready: what shares the tenants or the nodes with such a
/// version never gets under way, what replaces it at once does.
record StableVersion(String version, Acknowledgement failed) {
  private static final int SAID = 200;

  static Optional<StableVersion> failing(
      DeploymentPorts ports,
      PluginId pluginId,
      Environment environment,
      String version,
      Instant now) {
    var live =
        ports.nodes().leases(environment).stream()
            .filter(it -> it.isLiveAt(now))
            .map(Lease::incarnation)
            .collect(Collectors.toSet());
    return ports.nodes().acknowledgements(environment, pluginId).stream()
        .filter(it -> live.contains(it.incarnation()))
        .filter(it -> it.versions().get(version) == VersionState.Failed)
        .findFirst()
        .map(it -> new StableVersion(version, it));
  }

  /// What is wrong with a strategy that goes on routing to it.
  Optional<FieldError> objection(StrategySettings strategySettings) {
    return switch (strategySettings) {
      case StrategySettings.Direct it -> Optional.empty();
      case StrategySettings.BlueGreen it ->
          it.switchoverType() == StrategySettings.Switchover.Instant
              ? Optional.empty()
              : objection("/blueGreenConfig/switchoverType");
      case StrategySettings.Canary it -> objection("/strategy");
      case StrategySettings.Rolling it -> objection("/strategy");
      case StrategySettings.AbTest it -> objection("/strategy");
    };
  }

  private Optional<FieldError> objection(String pointer) {
    return Optional.of(
        new FieldError(
            pointer,
            ("Direct, or BlueGreen with switchoverType Instant, while %s, which serves now, does"
                    + " not start on %s: %s")
                .formatted(
                    version,
                    BoundedText.of(failed.nodeId(), SAID),
                    BoundedText.of(failed.problem().orElse("it failed"), SAID)),
            "Deploy its fix with Direct, or with BlueGreen and switchoverType Instant: they need"
                + " nothing of "
                + version
                + "."));
  }
}
