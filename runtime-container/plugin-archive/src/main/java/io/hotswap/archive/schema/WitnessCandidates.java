package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;

/// Documents that one schema may accept and another refuse: at the bounds of both, with and without
/// each property. Whether they do is for a validator to say.
final class WitnessCandidates {
  private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
  private static final int MOST = 48;
  private static final int DEEPEST = 8;
  private static final int LONGEST_TEXT = 2_000;
  private static final int LONGEST_LIST = 60;

  /// Two items may be the same.
  private static final long TWINS = 2;

  private static final BigDecimal HALF = new BigDecimal("0.5");
  private static final String UNKNOWN = "unknownProperty";

  /// What any value may be: one of each type.
  private static final List<JsonNode> SIMPLE =
      List.of(
          JSON.nullNode(),
          JSON.booleanNode(true),
          JSON.numberNode(0),
          JSON.numberNode(HALF),
          JSON.textNode("x"),
          JSON.arrayNode(),
          JSON.objectNode());

  private static final int MOST_PARTS = 2_000;

  private final List<JsonNode> texts;
  private int parts;

  /// @param texts that the schemas name, such as examples: where patterns are, none is made up
  WitnessCandidates(Collection<JsonNode> texts) {
    this.texts = List.copyOf(texts);
  }

  List<JsonNode> of(Alternatives accepted, Alternatives other) {
    return of(accepted, other, 0);
  }

  private List<JsonNode> of(Alternatives accepted, Alternatives other, int depth) {
    if (depth > DEEPEST || ++parts > MOST_PARTS) {
      return List.of();
    }
    if (depth > 0 && accepted == Alternatives.ANY) {
      return SIMPLE;
    }
    return accepted.shapes().stream()
        .flatMap(
            shape ->
                of(shape, other, depth)
                    .filter(it -> shape.matches(it, Alternatives::mayAdmit))
                    .limit(depth == 0 ? 4L * MOST : MOST))
        .toList();
  }

  private Stream<JsonNode> of(Shape shape, Alternatives other, int depth) {
    return switch (shape) {
      case ValueShape values -> values.values().stream();
      case NumberShape number -> numbers(number, other);
      case TextShape text -> texts(text, other);
      case ListShape list -> lists(list, other, depth);
      case ObjectShape object -> objects(object, other, depth);
    };
  }

  private static Stream<JsonNode> numbers(NumberShape shape, Alternatives other) {
    Set<BigDecimal> near = new TreeSet<>();
    near.add(BigDecimal.ZERO);
    Stream.concat(Stream.of(shape), ofType(other, NumberShape.class))
        .forEach(
            it -> {
              Stream.of(it.lower().at(), it.upper().at())
                  .filter(Objects::nonNull)
                  .forEach(near::add);
              near.addAll(it.multiples());
            });
    Set<BigDecimal> all = new LinkedHashSet<>();
    for (var number : near) {
      all.add(number);
      all.add(number.add(BigDecimal.ONE));
      all.add(number.subtract(BigDecimal.ONE));
      all.add(number.add(HALF));
      all.add(number.subtract(HALF));
      shape.multiples().forEach(it -> all.add(number.subtract(number.remainder(it)).add(it)));
      shape.multiples().forEach(it -> all.add(number.subtract(number.remainder(it))));
    }
    return all.stream().map(WitnessCandidates::number);
  }

  private static JsonNode number(BigDecimal number) {
    var plain = number.stripTrailingZeros();
    return plain.scale() <= 0 ? JSON.numberNode(plain.toBigIntegerExact()) : JSON.numberNode(plain);
  }

  private Stream<JsonNode> texts(TextShape shape, Alternatives other) {
    Set<Long> lengths = new LinkedHashSet<>();
    lengths.add(1L);
    Stream.concat(Stream.of(shape), ofType(other, TextShape.class))
        .flatMap(it -> Stream.of(it.shortest(), it.longest()))
        .flatMap(it -> Stream.of(it, it - 1, it + 1))
        .filter(it -> it >= 0 && it <= LONGEST_TEXT)
        .forEach(lengths::add);
    return Stream.concat(
        lengths.stream().map(it -> JSON.textNode("x".repeat(it.intValue()))), texts.stream());
  }

  private Stream<JsonNode> lists(ListShape shape, Alternatives other, int depth) {
    var wider = ofType(other, ListShape.class).toList();
    Set<Long> lengths = new LinkedHashSet<>();
    Stream.concat(Stream.of(shape), wider.stream())
        .flatMap(it -> Stream.of(it.shortest(), it.longest(), (long) it.first().size(), TWINS))
        .flatMap(it -> Stream.of(it, it - 1, it + 1))
        .filter(it -> it >= shape.shortest() && it <= Math.min(shape.longest(), LONGEST_LIST))
        .forEach(lengths::add);
    List<JsonNode> all = new ArrayList<>();
    for (var length : lengths) {
      var items = new ArrayList<List<JsonNode>>();
      for (int at = 0; at < length; at++) {
        items.add(of(shape.item(at), item(wider, at), depth + 1));
      }
      if (items.stream().noneMatch(List::isEmpty)) {
        all.addAll(lists(items));
      }
    }
    return all.stream();
  }

  private static Alternatives item(List<ListShape> wider, int at) {
    return wider.stream().map(it -> it.item(at)).reduce(Alternatives.NONE, Alternatives::or);
  }

  /// One of the first candidates of each place, one where all differ as far as they can, and each
  /// candidate once.
  private static List<JsonNode> lists(List<List<JsonNode>> items) {
    List<JsonNode> all = new ArrayList<>();
    var first = JSON.arrayNode();
    var varied = JSON.arrayNode();
    for (int at = 0; at < items.size(); at++) {
      first.add(items.get(at).getFirst());
      varied.add(items.get(at).get(at % items.get(at).size()));
    }
    all.add(first);
    all.add(varied);
    for (int at = 0; at < Math.min(items.size(), MOST / 4); at++) {
      for (var candidate : items.get(at)) {
        ArrayNode one = varied.deepCopy();
        one.set(at, candidate);
        all.add(one);
      }
    }
    return all;
  }

  private Stream<JsonNode> objects(ObjectShape shape, Alternatives other, int depth) {
    var wider = ofType(other, ObjectShape.class).toList();
    var names = new TreeSet<>(shape.properties().keySet());
    wider.forEach(it -> names.addAll(it.properties().keySet()));
    names.addAll(shape.required());
    names.add(UNKNOWN);
    var fewest = JSON.objectNode();
    var most = JSON.objectNode();
    List<JsonNode> varied = new ArrayList<>();
    var candidates = new LinkedHashMap<String, List<JsonNode>>();
    for (var name : names) {
      var values = of(shape.property(name), property(wider, name), depth + 1);
      candidates.put(name, values);
      if (!values.isEmpty()) {
        most.set(name, values.getFirst());
        if (shape.required().contains(name)) {
          fewest.set(name, values.getFirst());
        }
      }
    }
    ObjectNode known = most.deepCopy();
    known.remove(UNKNOWN);
    candidates.forEach(
        (name, values) -> values.forEach(it -> varied.addAll(with(name, it, fewest, known))));
    known.fieldNames().forEachRemaining(it -> varied.add(known.deepCopy().without(it)));
    return Stream.concat(Stream.of(fewest, known, most), varied.stream());
  }

  private static List<JsonNode> with(String name, JsonNode value, ObjectNode... objects) {
    return Stream.of(objects).<JsonNode>map(it -> it.deepCopy().set(name, value)).toList();
  }

  private static Alternatives property(List<ObjectShape> wider, String name) {
    return wider.stream().map(it -> it.property(name)).reduce(Alternatives.NONE, Alternatives::or);
  }

  private static <S extends Shape> Stream<S> ofType(Alternatives all, Class<S> type) {
    return all.shapes().stream().filter(type::isInstance).map(type::cast);
  }
}
