package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.IntStream;

/// @param first the items by their places
/// @param rest all items after those
record ListShape(
    List<Alternatives> first,
    Alternatives rest,
    long shortest,
    long longest,
    boolean unique,
    Set<JsonNode> others)
    implements Shape {

  ListShape {
    first = List.copyOf(first);
    longest = Math.min(longest, mostPossible(first, rest));
  }

  private static long mostPossible(List<Alternatives> first, Alternatives rest) {
    for (int at = 0; at < first.size(); at++) {
      if (first.get(at).isNone()) {
        return at;
      }
    }
    return rest.isNone() ? first.size() : Long.MAX_VALUE;
  }

  Alternatives item(int at) {
    return at < first.size() ? first.get(at) : rest;
  }

  @Override
  public Shape withOthers(Set<JsonNode> more) {
    return new ListShape(first, rest, shortest, longest, unique, more);
  }

  @Override
  public Optional<Shape> meet(Shape other, Effort effort) {
    return switch (other) {
      case ValueShape values -> values.meet(this, effort);
      case ListShape list -> meet(list, effort);
      case NumberShape _, TextShape _, ObjectShape _ -> Optional.empty();
    };
  }

  private Optional<Shape> meet(ListShape other, Effort effort) {
    var items = new ArrayList<Alternatives>();
    for (int at = 0; at < Math.max(first.size(), other.first.size()); at++) {
      items.add(item(at).meet(other.item(at), effort));
    }
    var common =
        new ListShape(
            items,
            rest.meet(other.rest, effort),
            Math.max(shortest, other.shortest),
            Math.min(longest, other.longest),
            unique || other.unique,
            Shape.both(this, other));
    return common.isEmpty() ? Optional.empty() : Optional.of(common);
  }

  boolean isEmpty() {
    return shortest > longest;
  }

  /// By the rules that are understood.
  boolean isWithin(ListShape wider, BiPredicate<Alternatives, Alternatives> nested) {
    int places = Math.max(first.size(), wider.first.size());
    return shortest >= wider.shortest
        && longest <= wider.longest
        && (unique || !wider.unique || longest <= 1)
        && IntStream.range(0, places)
            .allMatch(at -> at >= longest || nested.test(item(at), wider.item(at)))
        && (longest <= places || nested.test(rest, wider.rest));
  }

  @Override
  public boolean matches(JsonNode value, BiPredicate<Alternatives, JsonNode> nested) {
    return value.isArray()
        && value.size() >= shortest
        && value.size() <= longest
        && (!unique || isUnique(value))
        && IntStream.range(0, value.size()).allMatch(at -> nested.test(item(at), value.path(at)));
  }

  private static boolean isUnique(JsonNode list) {
    return IntStream.range(0, list.size())
        .noneMatch(
            one ->
                IntStream.range(0, one)
                    .anyMatch(other -> SameJson.same(list.path(one), list.path(other))));
  }
}
