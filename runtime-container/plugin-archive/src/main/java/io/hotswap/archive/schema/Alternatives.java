package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.NullNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// The values that a schema accepts: those of one shape or another.
final class Alternatives {
  static final Alternatives NONE = new Alternatives(List.of());

  /// Its lists and objects have parts that are again any value, so it is compared by identity.
  static final Alternatives ANY = new Alternatives(null);

  private final @Nullable List<Shape> shapes;

  private Alternatives(@Nullable List<Shape> shapes) {
    this.shapes = shapes;
  }

  static Alternatives of(List<Shape> shapes) {
    return shapes.isEmpty() ? NONE : new Alternatives(List.copyOf(shapes));
  }

  List<Shape> shapes() {
    return shapes == null ? all() : shapes;
  }

  private static List<Shape> all() {
    return List.of(
        new ValueShape(
            List.of(NullNode.getInstance(), BooleanNode.TRUE, BooleanNode.FALSE), Set.of()),
        new NumberShape(NumberShape.Bound.NONE, NumberShape.Bound.NONE, false, Set.of(), Set.of()),
        new TextShape(0, Long.MAX_VALUE, Set.of(), Set.of()),
        new ListShape(List.of(), ANY, 0, Long.MAX_VALUE, false, Set.of()),
        new ObjectShape(Map.of(), ANY, Set.of(), 0, Long.MAX_VALUE, Set.of()));
  }

  boolean isNone() {
    return shapes != null && shapes.isEmpty();
  }

  Alternatives meet(Alternatives other, Effort effort) {
    if (this == ANY) {
      return other;
    }
    if (other == ANY) {
      return this;
    }
    var common = new ArrayList<Shape>();
    for (var one : shapes()) {
      for (var another : other.shapes()) {
        effort.spend();
        one.meet(another, effort).ifPresent(common::add);
      }
    }
    return of(common);
  }

  Alternatives or(Alternatives other) {
    return (this == ANY || other == ANY)
        ? ANY
        : of(Stream.concat(shapes().stream(), other.shapes().stream()).toList());
  }

  Alternatives withOthers(Set<JsonNode> more) {
    return more.isEmpty()
        ? this
        : of(
            shapes().stream()
                .map(it -> it.withOthers(Shape.both(it, it.withOthers(more))))
                .toList());
  }

  /// Whether the value keeps all rules that are understood.
  boolean mayAdmit(JsonNode value) {
    return this == ANY
        || shapes().stream().anyMatch(it -> it.matches(value, Alternatives::mayAdmit));
  }

  /// Whether the value is certainly accepted.
  boolean admits(JsonNode value) {
    return this == ANY
        || shapes().stream()
            .anyMatch(it -> it.others().isEmpty() && it.matches(value, Alternatives::admits));
  }
}
