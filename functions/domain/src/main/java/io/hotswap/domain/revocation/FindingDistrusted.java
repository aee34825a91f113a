package io.hotswap.domain.revocation;

import static java.util.Comparator.comparing;

import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.revocation.DistrustedRelease.Use;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.trust.OnServing;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustRule;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Finds what serves in an environment, is kept ready there, or has tenants pinned to it, and that
/// the trust would not admit there.
public final class FindingDistrusted {
  private final RoutingFeed routing;
  private final Releases releases;
  private final PinsToRelease pins;
  private final TrustRule rule;

  public FindingDistrusted(
      RoutingFeed routing, Releases releases, PinsToRelease pins, TrustRule rule) {
    this.routing = routing;
    this.releases = releases;
    this.pins = pins;
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
    var serving = document.serving();
    var ready = document.warm().stream().filter(it -> !serving.contains(it));
    return Stream.of(
            named(document, serving.stream(), new Use.Serving(), trust),
            named(document, ready, new Use.KeptReady(), trust),
            pinned(document, trust))
        .flatMap(it -> it);
  }

  private Stream<DistrustedRelease> named(
      RoutingDocument document, Stream<String> releases, Use use, TrustDocument trust) {
    return releases
        .sorted()
        .flatMap(it -> Stream.ofNullable(document.versions().get(it)))
        .flatMap(it -> distrusted(document, it, use, trust).stream());
  }

  private Stream<DistrustedRelease> pinned(RoutingDocument document, TrustDocument trust) {
    Map<RoutedVersion, List<String>> tenants = new TreeMap<>(comparing(RoutedVersion::release));
    pins.of(document.pluginId(), document.environment())
        .forEach(
            it ->
                it.pin()
                    .ifPresent(
                        pin ->
                            tenants
                                .computeIfAbsent(pin.version(), version -> new ArrayList<>())
                                .add(it.id().tenant())));
    return tenants.entrySet().stream()
        .flatMap(
            it -> distrusted(document, it.getKey(), new Use.Pinned(it.getValue()), trust).stream());
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
