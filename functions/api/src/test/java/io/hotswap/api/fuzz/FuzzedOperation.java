package io.hotswap.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.OpenApi;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/// An operation as openapi.yaml has it.
record FuzzedOperation(
    String id, String method, String template, List<JsonNode> parameters, Optional<JsonNode> body) {
  private static final List<String> METHODS = List.of("get", "post", "put", "patch", "delete");

  FuzzedOperation {
    parameters = List.copyOf(parameters);
  }

  /// @param function its logical id in template.yaml
  static List<FuzzedOperation> of(String function) {
    List<FuzzedOperation> found = new ArrayList<>();
    for (var path : new OpenApi().document().get("paths").properties()) {
      for (var operation : path.getValue().properties()) {
        if (METHODS.contains(operation.getKey())
            && operation.getValue().toString().contains("${" + function + ".")) {
          found.add(of(path.getKey(), operation.getKey(), operation.getValue()));
        }
      }
    }
    return found;
  }

  private static FuzzedOperation of(String path, String method, JsonNode operation) {
    List<JsonNode> parameters = new ArrayList<>();
    operation.path("parameters").forEach(parameters::add);
    var body = operation.at("/requestBody/content/application~1json");
    return new FuzzedOperation(
        operation.path("operationId").asText(),
        method.toUpperCase(Locale.ROOT),
        path,
        parameters,
        body.isMissingNode() ? Optional.empty() : Optional.of(body));
  }

  List<String> named(String in) {
    return parameters.stream()
        .filter(it -> it.path("in").asText().equals(in))
        .map(it -> it.path("name").asText())
        .toList();
  }

  /// The query parameters that have to be there.
  ///
  /// @param values of those that are no choice
  Map<String, List<String>> query(Map<String, String> values) {
    Map<String, List<String>> query = new HashMap<>();
    for (var it : parameters) {
      var name = it.path("name").asText();
      if (it.path("in").asText().equals("query") && it.path("required").asBoolean()) {
        var choice = it.at("/schema/enum/0").asText();
        query.put(name, List.of(values.getOrDefault(name, choice)));
      }
    }
    return query;
  }

  JsonNode parameter(String name) {
    return parameters.stream()
        .filter(it -> it.path("name").asText().equals(name))
        .findFirst()
        .orElseThrow();
  }

  /// The bodies that the document gives as examples.
  List<JsonNode> examples() {
    List<JsonNode> examples = new ArrayList<>();
    body.ifPresent(it -> it.path("examples").forEach(one -> examples.add(one.path("value"))));
    return examples;
  }

  /// The path with values in it.
  String path(Map<String, String> values) {
    var path = template;
    for (var name : named("path")) {
      path = path.replace("{" + name + "}", values.getOrDefault(name, ""));
    }
    return path;
  }
}
