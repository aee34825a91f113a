package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;

/// Whether every document that one schema accepts is accepted by another.
public sealed interface Inclusion {
  /// It is proved.
  record Proved() implements Inclusion {}

  /// @param document that the first accepts and the other refuses
  record Refuted(JsonNode document) implements Inclusion {}

  /// @param why as a clause
  record Undecided(String why) implements Inclusion {}
}
