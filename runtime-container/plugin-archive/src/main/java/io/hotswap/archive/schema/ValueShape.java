package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// Finitely many values, such as those of an `enum`; null and the booleans are always such.
record ValueShape(List<JsonNode> values, Set<JsonNode> others) implements Shape {
  ValueShape {
    values = List.copyOf(values);
  }

  @Override
  public Shape withOthers(Set<JsonNode> more) {
    return new ValueShape(values, more);
  }

  @Override
  public Optional<Shape> meet(Shape other, Effort effort) {
    var common = values.stream().filter(it -> other.matches(it, Alternatives::mayAdmit)).toList();
    return common.isEmpty()
        ? Optional.empty()
        : Optional.of(new ValueShape(common, Shape.both(this, other)));
  }

  @Override
  public boolean matches(JsonNode value, BiPredicate<Alternatives, JsonNode> nested) {
    return values.stream().anyMatch(it -> SameJson.same(it, value));
  }
}
