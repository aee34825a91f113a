package io.hotswap.persistence;

import io.hotswap.domain.routing.RoutingDocument;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A routing document as it is stored: under the hash of its own bytes.
record RoutingObject(String key, String json) {
  static RoutingObject of(RoutingDocument document) {
    var json = Json.write(document);
    return new RoutingObject(
        "routing/%s/%s/%s.json"
            .formatted(document.environment(), document.pluginId(), sha256(json)),
        json);
  }

  private static String sha256(String text) {
    try {
      var digest = MessageDigest.getInstance("SHA-256");
      return HexFormat.of().formatHex(digest.digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("Every Java has SHA-256", e);
    }
  }
}
