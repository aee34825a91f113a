package io.hotswap.domain.revocation;

import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.revocation.DistrustedRelease.Use;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.trust.OnServing;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustRule;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what serves in an environment, is kept ready there, or has tenants pinned to it, and that
/// the trust would not admit there.
public final class FindingDistrusted {
  private final RoutingFeed routing;
  private final Releases releases;
  private final ReleasesInUse inUse;
  private final TrustRule rule;

  public FindingDistrusted(RoutingFeed routing, Releases releases, Pins pins, TrustRule rule) {
    this.routing = routing;
    this.releases = releases;
    this.inUse = new ReleasesInUse(new AllPins(pins));
    this.rule = rule;
  }

  /// Reads every routing document of the environment, and the pins of each plugin.
  public List<DistrustedRelease> in(Environment environment, TrustDocument trust) {
    return routing.pointers(environment).stream()
        .map(routing::document)
        .flatMap(it -> of(it, trust))
        .toList();
  }

  private Stream<DistrustedRelease> of(RoutingDocument document, TrustDocument trust) {
    return inUse
        .of(document)
        .flatMap(it -> distrusted(document, it.release(), it.use(), trust).stream());
  }

  private Optional<DistrustedRelease> distrusted(
      RoutingDocument document, RoutedVersion routed, Use use, TrustDocument trust) {
    var release = releases.find(document.pluginId(), routed.version());
    return release
        .flatMap(it -> refusal(document, it, trust))
        .map(
            refusal ->
                new DistrustedRelease(
                    document.environment(),
                    document.pluginId(),
                    document.pluginName(),
                    routed,
                    use,
                    refusal.detail(),
                    rollsBack(document, release.get(), trust)));
  }

  /// Whether a release would be admitted in the environment now.
  boolean isAdmitted(
      PluginId pluginId,
      String plugin,
      RoutedVersion routed,
      Environment environment,
      TrustDocument trust) {
    return releases
        .find(pluginId, routed.version())
        .filter(
            it -> rule.refusal(plugin, it.version(), it.signature(), environment, trust).isEmpty())
        .isPresent();
  }

  // Refused by those revocations that say so, and by nothing else.
  private boolean rollsBack(RoutingDocument document, Release release, TrustDocument trust) {
    return refusal(document, release, trust.withoutRevocations()).isEmpty()
        && refusal(document, release, trust.withRevocations(OnServing.RollBack)).isPresent();
  }

  private Optional<Refusal> refusal(
      RoutingDocument document, Release release, TrustDocument trust) {
    return rule.refusal(
        document.pluginName(),
        release.version(),
        release.signature(),
        document.environment(),
        trust);
  }
}
