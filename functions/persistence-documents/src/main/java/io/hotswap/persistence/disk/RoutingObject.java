package io.hotswap.persistence.disk;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.routing.StoredRoutingDocument;

/// A serialized routing document, with the hash of its bytes as key.
public record RoutingObject(String key, String json) {
  public static RoutingObject of(RoutingDocument document) {
    var json = StoredDocument.write(StoredRoutingDocument.of(document));
    return new RoutingObject(
        "routing/%s/%s/%s.json"
            .formatted(document.environment(), document.pluginId(), Digest.over(json).hex()),
        json);
  }

  /// @param name of the object or file, for whoever has to find it
  public static RoutingDocument read(String name, String json) {
    return StoredDocument.read(name, json, StoredRoutingDocument.class).toDomain();
  }
}
