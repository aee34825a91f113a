package io.hotswap.persistence.stored;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hotswap.serialization.Json;

/// A stored record as the JSON of a document, with the version of its schema.
public final class StoredDocument {
  private StoredDocument() {}

  public static String write(Object stored) {
    return Json.write(new Versioned(SchemaVersion.CURRENT, stored));
  }

  /// @param name of the document, for whoever has to find it
  /// @throws NewerSchema when a later release wrote it
  /// @throws IllegalArgumentException when the text is not JSON of that record
  public static <T> T read(String name, String json, Class<T> type) {
    SchemaVersion.check(name, Json.read(json, Head.class).schemaVersion());
    return Json.read(json, type);
  }

  private record Versioned(int schemaVersion, @JsonUnwrapped Object stored) {}

  private record Head(int schemaVersion) {}
}
