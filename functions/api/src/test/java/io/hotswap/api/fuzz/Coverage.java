package io.hotswap.api.fuzz;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.OpenApi;
import io.hotswap.serialization.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/// Which parameters and fields the requests that were really sent had, and how many different
/// values there: counted from the requests, not from what was meant to be sent.
final class Coverage {
  private static final JsonNode DOCUMENT = new OpenApi().document();
  private static final int ENOUGH = 20;

  private final FuzzedOperation operation;
  private final Pattern path;
  private final Map<String, Set<Integer>> values = new TreeMap<>();
  private int notJson;

  Coverage(FuzzedOperation operation) {
    this.operation = operation;
    this.path = Pattern.compile(operation.template().replaceAll("\\{[^}]*}", "(.*)"));
    operation
        .parameters()
        .forEach(it -> values.put(place(it.path("in").asText(), it.path("name").asText()), set()));
    operation.body().ifPresent(it -> fields("", it.path("schema")));
  }

  private static Set<Integer> set() {
    return new HashSet<>();
  }

  private static String place(String in, String name) {
    return in + " " + name;
  }

  /// A schema that says more than this knows of is a mistake of this class.
  private void fields(String at, JsonNode schema) {
    if (schema.has("$ref")) {
      fields(at, DOCUMENT.at(schema.path("$ref").asText().substring(1)));
      return;
    }
    for (var unknown : List.of("allOf", "anyOf", "not", "patternProperties")) {
      if (schema.has(unknown)) {
        throw new IllegalStateException(operation.id() + at + " has " + unknown);
      }
    }
    for (var property : schema.path("properties").properties()) {
      field(at + "/" + property.getKey(), property.getValue());
    }
    if (schema.path("additionalProperties").isObject()) {
      field(at + "/*", schema.path("additionalProperties"));
    }
    if (schema.has("items")) {
      field(at + "/*", schema.path("items"));
    }
  }

  private void field(String at, JsonNode schema) {
    values.put(at, set());
    fields(at, schema);
  }

  void sent(FuzzCase it) {
    if (!it.method().equals(operation.method())) {
      return;
    }
    it.query().forEach((name, sent) -> saw(place("query", name), sent.hashCode()));
    it.headers().forEach((name, sent) -> saw(place("header", name), sent.hashCode()));
    var matcher = path.matcher(it.path());
    var names = operation.named("path");
    for (int i = 0; matcher.matches() && i < names.size(); i++) {
      saw(place("path", names.get(i)), matcher.group(i + 1).hashCode());
    }
    if (!it.encoded()) {
      it.body().ifPresent(this::body);
    }
  }

  private void body(String body) {
    try {
      look("", Json.MAPPER.readTree(body));
    } catch (JsonProcessingException noJson) {
      notJson++;
    }
  }

  private void look(String at, JsonNode node) {
    saw(at, node.hashCode());
    node.properties()
        .forEach(
            it -> {
              saw(at + "/*", it.getValue().hashCode());
              look(at + "/" + it.getKey(), it.getValue());
            });
    if (node.isArray()) {
      node.forEach(it -> look(at + "/*", it));
    }
  }

  private void saw(String place, int value) {
    var seen = values.get(place);
    if (seen != null) {
      seen.add(value);
    }
  }

  /// Bodies whose fields nobody can tell.
  int notJson() {
    return notJson;
  }

  int parameters() {
    return operation.parameters().size();
  }

  int fields() {
    return (int) values.keySet().stream().filter(it -> it.startsWith("/")).count();
  }

  /// Parameters and fields that had hardly a value.
  List<String> missing() {
    List<String> missing = new ArrayList<>();
    values.forEach(
        (place, seen) -> {
          if (seen.size() < ENOUGH) {
            missing.add(operation.id() + " " + place + ": " + seen.size() + " values");
          }
        });
    return missing;
  }
}
