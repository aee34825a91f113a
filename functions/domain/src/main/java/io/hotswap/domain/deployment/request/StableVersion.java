package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Acknowledgement;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.VersionState;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Collectors;

/// The serving version, when it fails to start on a live node. A node applies a document only once
/// all versions routed by it are ready, so a strategy that keeps routing to this version would
/// never converge; one that replaces it at once does.
record StableVersion(String version, Acknowledgement failed) {
  private static final int MAX_TEXT = 200;

  static Optional<StableVersion> failing(
      Nodes nodes, PluginId pluginId, Environment environment, String version, Instant now) {
    var live =
        nodes.leases(environment).stream()
            .filter(it -> it.isLiveAt(now))
            .map(Lease::incarnation)
            .collect(Collectors.toSet());
    return nodes.acknowledgements(environment, pluginId).stream()
        .filter(it -> live.contains(it.incarnation()))
        .filter(it -> it.versions().get(version) == VersionState.Failed)
        .findFirst()
        .map(it -> new StableVersion(version, it));
  }

  /// The error of a strategy that would keep routing to it; empty for one that would not.
  Optional<FieldError> fieldError(Strategy strategy) {
    return strategy.needsServingVersion().map(this::fieldError);
  }

  private FieldError fieldError(String pointer) {
    return new FieldError(
        pointer,
        ("Direct, or BlueGreen with switchoverType Instant, while %s, which serves now, does"
                + " not start on %s: %s")
            .formatted(
                version,
                BoundedText.of(failed.nodeId(), MAX_TEXT),
                BoundedText.of(failed.problem().orElse("it failed"), MAX_TEXT)),
        "Deploy its fix with Direct, or with BlueGreen and switchoverType Instant: they need"
            + " nothing of "
            + version
            + ".");
  }
}
