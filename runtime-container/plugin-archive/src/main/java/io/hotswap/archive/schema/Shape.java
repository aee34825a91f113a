package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// A set of JSON values of one type, or a finite set.
sealed interface Shape permits NumberShape, TextShape, ListShape, ObjectShape, ValueShape {
  /// Rules that are not understood. They hold too: what is known of the shape is an upper bound
  /// where there are any.
  Set<JsonNode> others();

  Shape withOthers(Set<JsonNode> others);

  /// The values of both; empty when there is none.
  Optional<Shape> meet(Shape other, Effort effort);

  /// Whether the value keeps the rules that are understood.
  ///
  /// @param nested the same question of a part
  boolean matches(JsonNode value, BiPredicate<Alternatives, JsonNode> nested);

  static Set<JsonNode> both(Shape one, Shape other) {
    var all = new HashSet<>(one.others());
    all.addAll(other.others());
    return Set.copyOf(all);
  }
}
