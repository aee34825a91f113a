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

/// A routing document together with the versions it routes to, ready to be called.
///
/// @param ready by version, what is loaded
/// @param cold what is brought up when it is called; with `ready` at least all that serve
/// @param previewKey of the document's preview, parsed once
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
      if (!ready.containsKey(serving) && !cold.contains(serving)) {
        throw new IllegalArgumentException(
            serving + " serves and is not here: " + ready.keySet() + ", cold " + cold);
      }
    }
  }

  /// With all that serve loaded.
  public static PluginRouting of(RoutingDocument document, Map<String, LoadedVersion> ready) {
    return of(document, ready, Set.of());
  }

  public static PluginRouting of(
      RoutingDocument document, Map<String, LoadedVersion> ready, Set<String> cold) {
    return new PluginRouting(
        document, ready, cold, document.supervision().preview().flatMap(it -> key(document, it)));
  }

  // Whom a document serves must not depend on its preview.
  private static Optional<PublicKey> key(
      RoutingDocument document, HealthSupervision.Preview preview) {
    try {
      return Optional.of(PreviewToken.publicKey(preview.publicKey()));
    } catch (IllegalArgumentException e) {
      LOG.error("{} has a preview that nobody can use", document.pluginName(), e);
      return Optional.empty();
    }
  }

  /// To one that serves and is not loaded.
  RouteResult cold(String version) {
    if (!cold.contains(version)) {
      throw new IllegalStateException(
          "Routed to " + version + ", which serves nobody by the document's own word");
    }
    return new RouteResult.Cold(document.pluginId(), version);
  }

  /// The version that a preview token opens now.
  Result<String> preview(String token, Instant now) {
    return previewKey.isEmpty()
        ? PreviewToken.refused("No version of " + document.pluginName() + " is previewed now.")
        : PreviewToken.verify(token, previewKey.get(), document, now).map(PreviewToken::version);
  }
}
