package io.hotswap.persistence.s3;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.serialization.Json;

/// A serialized routing document, with the hash of its bytes as key.
public record RoutingObject(String key, String json) {
  public static RoutingObject of(RoutingDocument document) {
    var json = Json.write(document);
    return new RoutingObject(
        "routing/%s/%s/%s.json"
            .formatted(document.environment(), document.pluginId(), Digest.over(json).hex()),
        json);
  }
}
