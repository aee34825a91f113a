package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.archive.configuration.BoundedPattern;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;

/// @param shortest in code points
/// @param patterns each is found in the text
record TextShape(long shortest, long longest, Set<String> patterns, Set<JsonNode> others)
    implements Shape {

  TextShape {
    patterns = Set.copyOf(patterns);
  }

  @Override
  public Shape withOthers(Set<JsonNode> more) {
    return new TextShape(shortest, longest, patterns, more);
  }

  @Override
  public Optional<Shape> meet(Shape other, Effort effort) {
    return switch (other) {
      case ValueShape values -> values.meet(this, effort);
      case TextShape text -> meet(text);
      case NumberShape _, ListShape _, ObjectShape _ -> Optional.empty();
    };
  }

  private Optional<Shape> meet(TextShape other) {
    var all = new HashSet<>(patterns);
    all.addAll(other.patterns);
    var common =
        new TextShape(
            Math.max(shortest, other.shortest),
            Math.min(longest, other.longest),
            all,
            Shape.both(this, other));
    return common.shortest > common.longest ? Optional.empty() : Optional.of(common);
  }

  /// By the rules that are understood. Of patterns only equal ones are.
  boolean isWithin(TextShape wider) {
    return shortest >= wider.shortest
        && longest <= wider.longest
        && patterns.containsAll(wider.patterns);
  }

  @Override
  public boolean matches(JsonNode value, BiPredicate<Alternatives, JsonNode> nested) {
    if (!value.isTextual()) {
      return false;
    }
    var text = value.textValue();
    long length = text.codePointCount(0, text.length());
    return length >= shortest
        && length <= longest
        && patterns.stream().allMatch(it -> new BoundedPattern(it).matches(text));
  }
}
