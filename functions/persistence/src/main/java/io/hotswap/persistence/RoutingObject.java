package io.hotswap.persistence;

import io.hotswap.domain.plugin.Digest;
import io.hotswap.domain.routing.RoutingDocument;

/// A routing document as it is stored: under the hash of its own bytes.
record RoutingObject(String key, String json) {
  static RoutingObject of(RoutingDocument document) {
    var json = Json.write(document);
    return new RoutingObject(
        "routing/%s/%s/%s.json"
            .formatted(document.environment(), document.pluginId(), Digest.over(json).hex()),
        json);
  }
}
