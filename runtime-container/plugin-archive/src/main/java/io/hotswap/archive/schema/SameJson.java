package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;

/// Equality of JSON values as JSON Schema defines it: 1 is 1.0.
final class SameJson {
  private SameJson() {}

  static boolean same(JsonNode one, JsonNode other) {
    if (one.isNumber() && other.isNumber()) {
      return one.decimalValue().compareTo(other.decimalValue()) == 0;
    }
    if (one.isArray() && other.isArray()) {
      return sameItems(one, other);
    }
    if (one.isObject() && other.isObject()) {
      return sameProperties(one, other);
    }
    return one.equals(other);
  }

  private static boolean sameItems(JsonNode one, JsonNode other) {
    if (one.size() != other.size()) {
      return false;
    }
    for (int at = 0; at < one.size(); at++) {
      if (!same(one.path(at), other.path(at))) {
        return false;
      }
    }
    return true;
  }

  private static boolean sameProperties(JsonNode one, JsonNode other) {
    return one.size() == other.size()
        && one.properties().stream()
            .allMatch(it -> other.has(it.getKey()) && same(it.getValue(), other.path(it.getKey())));
  }
}
