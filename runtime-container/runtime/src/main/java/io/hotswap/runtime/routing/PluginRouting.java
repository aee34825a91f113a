package io.hotswap.runtime.routing;

import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.loading.LoadedVersion;
import java.util.Map;

/// A routing document together with the versions it routes to, ready to be called.
///
/// @param ready by version; at least all that serve
public record PluginRouting(RoutingDocument document, Map<String, LoadedVersion> ready) {
  public PluginRouting {
    ready = Map.copyOf(ready);
    if (!ready.keySet().containsAll(document.serving())) {
      throw new IllegalArgumentException(
          "Not all of " + document.serving() + " are ready: " + ready.keySet());
    }
  }
}
