package io.hotswap.domain.revocation;

import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.revocation.DistrustedRelease.Use;
import io.hotswap.domain.revocation.ReleasesInUse.InUse;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingFeed;
import io.hotswap.domain.routing.RoutingPointer;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustRule;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds what counts, or counted, by a certificate: a signer's, or one that issued it.
public final class FindingSigned {
  private final TrustDocuments documents;
  private final RoutingFeed routing;
  private final Releases releases;
  private final ReleasesInUse inUse;
  private final TrustRule rule;

  public FindingSigned(
      TrustDocuments documents, RoutingFeed routing, Releases releases, Pins pins, TrustRule rule) {
    this.documents = documents;
    this.routing = routing;
    this.releases = releases;
    this.inUse = new ReleasesInUse(new AllPins(pins));
    this.rule = rule;
  }

  /// @param refused why it would not be deployed there any more; empty when it would be
  public record Signed(
      PluginId pluginId, String plugin, RoutedVersion release, Use use, Optional<String> refused) {}

  /// By plugin; a page looks at so many plugins, and has what is found of them.
  public Page<Signed> by(String fingerprint, Environment environment, PageRequest page) {
    var trust = documents.current();
    var pointers =
        routing.pointers(environment).stream()
            .sorted(Comparator.comparing(FindingSigned::key))
            .filter(it -> page.after().filter(after -> key(it).compareTo(after) <= 0).isEmpty())
            .limit(page.limit() + 1L)
            .toList();
    var these = pointers.stream().limit(page.limit()).toList();
    Optional<String> next =
        pointers.size() > these.size() ? Optional.of(key(these.getLast())) : Optional.empty();
    return new Page<>(found(these, fingerprint, trust), next);
  }

  private static String key(RoutingPointer pointer) {
    return pointer.pluginId().toString();
  }

  private List<Signed> found(
      List<RoutingPointer> pointers, String fingerprint, TrustDocument trust) {
    return pointers.stream()
        .map(routing::document)
        .flatMap(it -> inUse.of(it).flatMap(used -> signed(it, used, fingerprint, trust)))
        .toList();
  }

  private Stream<Signed> signed(
      RoutingDocument document, InUse used, String fingerprint, TrustDocument trust) {
    return releases
        .find(document.pluginId(), used.release().version())
        .filter(it -> isBy(document, it, fingerprint, trust))
        .map(
            it ->
                new Signed(
                    document.pluginId(),
                    document.pluginName(),
                    used.release(),
                    used.use(),
                    refusal(document, it, trust)))
        .stream();
  }

  /// The signer's own, or one without which its chain would not count.
  private boolean isBy(
      RoutingDocument document, Release release, String fingerprint, TrustDocument trust) {
    return release.signature().filter(it -> it.fingerprint().equals(fingerprint)).isPresent()
        || (release.signature().isPresent()
            && refusal(document, release, trust.withoutRevocations()).isEmpty()
            && refusal(document, release, trust.revokingOnly(fingerprint)).isPresent());
  }

  private Optional<String> refusal(RoutingDocument document, Release release, TrustDocument trust) {
    return rule.refusal(
            document.pluginName(),
            release.version(),
            release.signature(),
            document.environment(),
            trust)
        .map(it -> it.detail());
  }
}
