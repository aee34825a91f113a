package io.hotswap.persistence.stored;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hotswap.serialization.Json;
import java.io.IOException;

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
    SchemaVersion.check(name, schemaVersion(json));
    return Json.read(json, type);
  }

  /// Reads no further than to the field, which [#write] puts first: a document may have megabytes.
  private static int schemaVersion(String json) {
    try (var parser = Json.MAPPER.createParser(json)) {
      parser.nextToken();
      for (var field = parser.nextFieldName(); field != null; field = parser.nextFieldName()) {
        parser.nextToken();
        if (field.equals(SchemaVersion.FIELD)) {
          return parser.getIntValue();
        }
        parser.skipChildren();
      }
      return 0;
    } catch (IOException e) {
      throw new IllegalArgumentException("Not a document: " + e.getMessage(), e);
    }
  }

  private record Versioned(int schemaVersion, @JsonUnwrapped Object stored) {}
}
