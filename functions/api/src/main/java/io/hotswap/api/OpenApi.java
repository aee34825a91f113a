package io.hotswap.api;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SchemaRegistryConfig;
import com.networknt.schema.dialect.Dialect;
import com.networknt.schema.dialect.Dialects;
import com.networknt.schema.regex.JDKRegularExpressionFactory;
import com.networknt.schema.regex.RegularExpression;
import io.hotswap.domain.access.Action;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;

/// The OpenAPI document, which the gateway is built from too.
@Singleton
public final class OpenApi {
  // Upper limit for texts with a pattern: matching a longer one could overflow the stack, because
  // java.util.regex recurses for every group.
  private static final int LONGEST = 1_500;

  private final SchemaRegistry schemas = registry();
  private final JsonNode document;
  private final Map<Action, Schema> bodies = new EnumMap<>(Action.class);

  public OpenApi() {
    document = load();
    for (var action : Action.values()) {
      operation(action)
          .map(it -> it.at("/requestBody/content/application~1json/schema"))
          .filter(schema -> !schema.isMissingNode())
          .ifPresent(schema -> bodies.put(action, schema(schema)));
    }
  }

  private static SchemaRegistry registry() {
    var config = SchemaRegistryConfig.builder().regularExpressionFactory(OpenApi::bounded).build();
    // The library takes no mail address under a top level domain that it does not know; the pattern
    // beside the format decides.
    var dialect =
        Dialect.builder(Dialects.getOpenApi30()).formats(it -> it.remove("email")).build();
    return SchemaRegistry.withDialect(dialect, registry -> registry.schemaRegistryConfig(config));
  }

  private static RegularExpression bounded(String pattern) {
    var expression = JDKRegularExpressionFactory.getInstance().getRegularExpression(pattern);
    return text -> text.length() <= LONGEST && expression.matches(text);
  }

  public JsonNode document() {
    return document;
  }

  Optional<Schema> body(Action action) {
    return Optional.ofNullable(bodies.get(action));
  }

  boolean mayLackBody(Action action) {
    return operation(action).filter(it -> !it.at("/requestBody/required").asBoolean()).isPresent();
  }

  /// The list of an operation's body that may be sent as lines; empty where none may.
  Optional<String> lines(Action action) {
    return operation(action)
        .map(it -> it.at("/requestBody/content/application~1x-ndjson/x-lines").asText())
        .filter(it -> !it.isEmpty());
  }

  /// @param node a schema of this document
  Schema schema(JsonNode node) {
    return schemas.getSchema(resolved(node));
  }

  Optional<JsonNode> operation(Action action) {
    for (var path : document.get("paths")) {
      for (var operation : path) {
        if (action.operationId().equals(operation.path("operationId").asText())) {
          return Optional.of(operation);
        }
      }
    }
    return Optional.empty();
  }

  /// The schema with its references resolved: the validator takes the rest of the document for
  /// misspelt keywords.
  private JsonNode resolved(JsonNode node) {
    var reference = node.path("$ref").asText();
    if (!reference.isEmpty()) {
      return resolved(document.at(reference.substring(1)));
    }
    if (node instanceof ObjectNode object) {
      var copy = object.objectNode();
      object.properties().forEach(field -> copy.set(field.getKey(), resolved(field.getValue())));
      return copy;
    }
    if (node instanceof ArrayNode array) {
      var copy = array.arrayNode();
      array.forEach(item -> copy.add(resolved(item)));
      return copy;
    }
    return node;
  }

  private static JsonNode load() {
    try (var yaml = OpenApi.class.getResourceAsStream("/openapi.yaml")) {
      if (yaml == null) {
        throw new IllegalStateException("openapi.yaml is not in the jar");
      }
      return new YAMLMapper().readTree(yaml);
    } catch (IOException e) {
      throw new UncheckedIOException("openapi.yaml cannot be read", e);
    }
  }
}
