package io.hotswap.runtime.routing;

import io.hotswap.domain.refusal.Result;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.PreviewToken;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadedVersion;
import java.security.PublicKey;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// A routing document together with the versions that it routes to.
///
/// @param ready loaded versions, by version
/// @param cold versions that are loaded when they are called; every serving version is in either,
///   unless tenants' pins alone name it
/// @param previewKey public key of the document's preview, parsed once
public record PluginRouting(
    RoutingDocument document,
    Map<String, LoadedVersion> ready,
    Set<String> cold,
    Optional<PublicKey> previewKey) {
  private static final Logger LOG = LoggerFactory.getLogger(PluginRouting.class);

  public PluginRouting {
    ready = Map.copyOf(ready);
    cold = Set.copyOf(cold);
    for (var serving : document.serving()) {
      if (document.requires(serving) && !ready.containsKey(serving) && !cold.contains(serving)) {
        throw new IllegalArgumentException(
            serving + " serves and is not here: " + ready.keySet() + ", cold " + cold);
      }
    }
  }

  /// With all serving versions loaded.
  public static PluginRouting of(RoutingDocument document, Map<String, LoadedVersion> ready) {
    return of(document, ready, Set.of());
  }

  public static PluginRouting of(
      RoutingDocument document, Map<String, LoadedVersion> ready, Set<String> cold) {
    return new PluginRouting(
        document, ready, cold, document.supervision().preview().flatMap(it -> key(document, it)));
  }

  // An unusable preview must not keep a document from serving.
  private static Optional<PublicKey> key(
      RoutingDocument document, HealthSupervision.Preview preview) {
    try {
      return Optional.of(PreviewToken.publicKey(preview.publicKey()));
    } catch (IllegalArgumentException e) {
      LOG.error("{} has a preview whose key cannot be read", document.pluginName(), e);
      return Optional.empty();
    }
  }

  /// The route to a version that serves and is not loaded. What a tenant is pinned to may have
  /// failed here.
  RouteResult absent(String version) {
    return cold.contains(version)
        ? new RouteResult.Cold(document.pluginId(), version)
        : new RouteResult.NotReady();
  }

  /// Whether calls may be routed to the version.
  boolean holds(String version) {
    return ready.containsKey(version) || cold.contains(version);
  }

  /// The version that a preview token gives access to now.
  Result<String> preview(String token, Instant now) {
    return previewKey.isEmpty()
        ? PreviewToken.refused("No version of " + document.pluginName() + " is previewed now.")
        : PreviewToken.verify(token, previewKey.get(), document, now).map(PreviewToken::version);
  }
}
