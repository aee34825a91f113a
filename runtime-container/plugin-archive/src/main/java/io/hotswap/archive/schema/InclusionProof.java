package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;

/// Tries to prove that a set of values is within another. What it does not prove may be true all
/// the same.
final class InclusionProof {
  private final Effort effort;

  InclusionProof(Effort effort) {
    this.effort = effort;
  }

  boolean holds(Alternatives narrow, Alternatives wide) {
    return wide == Alternatives.ANY || narrow.shapes().stream().allMatch(it -> isCovered(it, wide));
  }

  private boolean isCovered(Shape shape, Alternatives wide) {
    return shape instanceof ValueShape values
        ? values.values().stream().allMatch(it -> isCovered(it, values, wide))
        : wide.shapes().stream().anyMatch(it -> isWithin(shape, it));
  }

  private boolean isCovered(JsonNode value, Shape of, Alternatives wide) {
    effort.spend();
    return wide.shapes().stream()
        .anyMatch(it -> keepsOthers(of, it) && it.matches(value, Alternatives::admits));
  }

  private boolean isWithin(Shape narrow, Shape wide) {
    effort.spend();
    return keepsOthers(narrow, wide)
        && switch (narrow) {
          case NumberShape number -> wide instanceof NumberShape it && number.isWithin(it);
          case TextShape text -> wide instanceof TextShape it && text.isWithin(it);
          case ListShape list -> wide instanceof ListShape it && list.isWithin(it, this::holds);
          case ObjectShape object ->
              wide instanceof ObjectShape it && object.isWithin(it, this::holds);
          case ValueShape _ -> false;
        };
  }

  private static boolean keepsOthers(Shape narrow, Shape wide) {
    return narrow.others().containsAll(wide.others());
  }
}
