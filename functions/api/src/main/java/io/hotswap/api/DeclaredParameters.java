package io.hotswap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.BooleanNode;
import com.fasterxml.jackson.databind.node.LongNode;
import com.fasterxml.jackson.databind.node.TextNode;
import com.networknt.schema.Schema;
import io.hotswap.api.request.SentQuery;
import io.hotswap.domain.access.Action;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.refusal.Result;
import io.micronaut.http.HttpRequest;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;

/// Checks path, query and headers against an operation's parameters in openapi.yaml.
@Singleton
final class DeclaredParameters {
  private static final Pattern WHOLE = Pattern.compile("-?[0-9]{1,18}");

  private final Map<Action, List<Declared>> declared = new EnumMap<>(Action.class);

  DeclaredParameters(OpenApi api) {
    for (var action : Action.values()) {
      var parameters = api.operation(action).map(it -> it.path("parameters"));
      List<Declared> found = new ArrayList<>();
      parameters.ifPresent(all -> all.forEach(it -> found.add(Declared.of(it, api))));
      declared.put(action, List.copyOf(found));
    }
  }

  /// @param in `path`, `query` or `header`
  record Declared(String in, String name, boolean required, JsonNode definition, Schema schema) {
    static Declared of(JsonNode parameter, OpenApi api) {
      var definition = parameter.path("schema");
      return new Declared(
          parameter.path("in").asText(),
          parameter.path("name").asText(),
          parameter.path("required").asBoolean(),
          definition,
          api.schema(definition));
    }

    List<FieldError> missing() {
      return required
          ? List.of(
              new FieldError(
                  pointer(), "to be there", "Add the " + in + " parameter `" + name + "`."))
          : List.of();
    }

    private String pointer() {
      return "#" + in + "/" + name;
    }

    List<FieldError> check(String value) {
      return SchemaViolations.of(schema, typed(value)).stream()
          .map(it -> new FieldError(pointer(), it.expected(), it.fix()))
          .toList();
    }

    private JsonNode typed(String value) {
      var type = definition.path("type").asText();
      if (type.equals("integer") && WHOLE.matcher(value).matches()) {
        return LongNode.valueOf(Long.parseLong(value));
      }
      return type.equals("boolean") && (value.equals("true") || value.equals("false"))
          ? BooleanNode.valueOf(value.equals("true"))
          : TextNode.valueOf(value);
    }
  }

  /// @param path values that the route matched in the path
  <T> Result<T> check(
      HttpRequest<?> request, Map<String, Object> path, Action action, T otherwise) {
    var known = Objects.requireNonNull(declared.get(action));
    var query = SentQuery.of(RequestIds.event(request));
    var errors = undeclared(query, known);
    for (var it : known) {
      var sent = value(it, request, query, path);
      errors.addAll(
          sent.map(it::check)
              .orElseGet(() -> query.containsKey(it.name()) ? List.of() : it.missing()));
    }
    return errors.isEmpty() ? Result.done(otherwise) : Parameters.refused(errors);
  }

  /// Undeclared names are refused: a misspelt `?dry-run=true` would otherwise deploy.
  private static List<FieldError> undeclared(
      Map<String, List<String>> query, List<Declared> declared) {
    var known =
        declared.stream().filter(it -> it.in().equals("query")).map(Declared::name).toList();
    List<FieldError> errors = new ArrayList<>();
    query.forEach(
        (name, values) -> {
          if (!known.contains(name)) {
            errors.add(unknown(name, known));
          } else if (values.size() != 1) {
            errors.add(new FieldError("#query/" + name, "one value", "Send `" + name + "` once."));
          }
        });
    return errors;
  }

  private static FieldError unknown(String name, List<String> known) {
    return new FieldError(
        "#query/" + SchemaViolations.escaped(name),
        known.isEmpty() ? "no query parameter" : "only " + String.join(", ", known),
        SchemaViolations.insteadOf("query parameter", name, known));
  }

  private static Optional<String> value(
      Declared it,
      HttpRequest<?> request,
      Map<String, List<String>> query,
      Map<String, Object> path) {
    return switch (it.in()) {
      case "path" -> Optional.ofNullable(path.get(it.name())).map(Object::toString);
      case "query" ->
          Optional.ofNullable(query.get(it.name()))
              .filter(values -> values.size() == 1)
              .map(List::getFirst);
      default -> Optional.ofNullable(request.getHeaders().get(it.name()));
    };
  }
}
