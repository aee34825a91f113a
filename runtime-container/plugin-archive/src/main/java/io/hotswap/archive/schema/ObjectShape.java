package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiPredicate;

/// @param properties those with rules of their own
/// @param additional all others
record ObjectShape(
    Map<String, Alternatives> properties,
    Alternatives additional,
    Set<String> required,
    long fewest,
    long most,
    Set<JsonNode> others)
    implements Shape {

  ObjectShape {
    properties = Collections.unmodifiableMap(new LinkedHashMap<>(properties));
    required = Collections.unmodifiableSet(new TreeSet<>(required));
    fewest = Math.max(fewest, required.size());
    if (additional.isNone()) {
      most = Math.min(most, properties.values().stream().filter(it -> !it.isNone()).count());
    }
  }

  Alternatives property(String name) {
    return properties.getOrDefault(name, additional);
  }

  @Override
  public Shape withOthers(Set<JsonNode> more) {
    return new ObjectShape(properties, additional, required, fewest, most, more);
  }

  @Override
  public Optional<Shape> meet(Shape other, Effort effort) {
    return switch (other) {
      case ValueShape values -> values.meet(this, effort);
      case ObjectShape object -> meet(object, effort);
      case NumberShape _, TextShape _, ListShape _ -> Optional.empty();
    };
  }

  private Optional<Shape> meet(ObjectShape other, Effort effort) {
    var wanted = new TreeSet<>(required);
    wanted.addAll(other.required);
    var common = new LinkedHashMap<String, Alternatives>();
    for (var name : names(other)) {
      common.put(name, property(name).meet(other.property(name), effort));
    }
    var shape =
        new ObjectShape(
            common,
            additional.meet(other.additional, effort),
            wanted,
            Math.max(fewest, other.fewest),
            Math.min(most, other.most),
            Shape.both(this, other));
    return shape.isEmpty() ? Optional.empty() : Optional.of(shape);
  }

  private Set<String> names(ObjectShape other) {
    var names = new TreeSet<>(properties.keySet());
    names.addAll(other.properties.keySet());
    return names;
  }

  boolean isEmpty() {
    return fewest > most || required.stream().anyMatch(it -> property(it).isNone());
  }

  /// By the rules that are understood.
  boolean isWithin(ObjectShape wider, BiPredicate<Alternatives, Alternatives> nested) {
    return required.containsAll(wider.required)
        && fewest >= wider.fewest
        && most <= wider.most
        && names(wider).stream().allMatch(it -> nested.test(property(it), wider.property(it)))
        && nested.test(additional, wider.additional);
  }

  @Override
  public boolean matches(JsonNode value, BiPredicate<Alternatives, JsonNode> nested) {
    return value.isObject()
        && value.size() >= fewest
        && value.size() <= most
        && required.stream().allMatch(value::has)
        && value.properties().stream()
            .allMatch(it -> nested.test(property(it.getKey()), it.getValue()));
  }
}
