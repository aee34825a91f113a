package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.wording.CloseRoutes;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.serialization.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  private static final JsonNode DOCUMENT = new OpenApi().document();

  /// In YAML a comma ends an unquoted text, and what follows becomes a word of its own.
  @Test
  void no_text_is_cut_by_a_comma() {
    assertEquals(List.of(), empty("", DOCUMENT).toList());
  }

  /// A client need not send what has nothing in it that must be there.
  @Test
  void a_body_is_required_where_one_of_its_fields_is() {
    for (var path : DOCUMENT.get("paths")) {
      for (var operation : path) {
        var body = operation.path("requestBody");
        var reference = body.at("/content/application~1json/schema/$ref").asText();
        if (!body.isMissingNode()) {
          var schema = DOCUMENT.at(reference.substring(1));
          assertEquals(
              schema.has("required") || schema.has("oneOf"),
              body.path("required").asBoolean(),
              operation.path("operationId").asText());
        }
      }
    }
  }

  /// The gateway knows no template language here, so its list of routes is a text of its own.
  @Test
  void the_gateway_names_every_route_where_there_is_none() throws JsonProcessingException {
    var responses = DOCUMENT.get("x-amazon-apigateway-gateway-responses");
    for (var response : responses.properties()) {
      var template = response.getValue().at("/responseTemplates/application~1json").asText();
      var problem =
          Json.MAPPER.readTree(template.replace("$context.error.messageString", "\"why\""));
      assertTrue(problem.path("type").asText().startsWith("urn:hotswap:problem:"), template);
      var named =
          Arrays.stream(ErrorCode.values())
              .filter(it -> it.urn().equals(problem.path("type").asText()))
              .filter(it -> problem.has("status") && it.status() == problem.get("status").asInt())
              .map(ErrorCode::title)
              .toList();
      assertTrue(
          named.isEmpty() || named.contains(problem.path("title").asText()), response.getKey());
    }
    var noRoute =
        Json.MAPPER.readTree(
            responses
                .at("/MISSING_AUTHENTICATION_TOKEN/responseTemplates/application~1json")
                .asText());
    assertEquals(
        "one of the routes " + String.join("; ", new CloseRoutes(DOCUMENT).all()),
        noRoute.at("/errors/0/expected").asText());
  }

  /// What a function's operations take is fuzzed in its own module.
  @Test
  void every_function_is_fuzzed() throws IOException {
    Set<String> named = new TreeSet<>();
    Pattern.compile("\\$\\{(\\w+)\\.Alias}")
        .matcher(DOCUMENT.toString())
        .results()
        .forEach(it -> named.add(it.group(1)));
    Set<String> fuzzed = new TreeSet<>();
    try (var files = Files.walk(Path.of(".."))) {
      for (var file : files.filter(it -> it.endsWith("FuzzTest.java")).toList()) {
        Pattern.compile("\\.all\\(\\s*\"(\\w+)\"")
            .matcher(Files.readString(file))
            .results()
            .forEach(it -> fuzzed.add(it.group(1)));
      }
    }
    assertEquals(named, fuzzed);
  }

  private static Stream<String> empty(String at, JsonNode node) {
    return switch (node.getNodeType()) {
      case NULL -> Stream.of(at);
      case OBJECT ->
          node.properties().stream().flatMap(it -> empty(at + "/" + it.getKey(), it.getValue()));
      case ARRAY ->
          IntStream.range(0, node.size()).boxed().flatMap(i -> empty(at + "/" + i, node.get(i)));
      default -> Stream.empty();
    };
  }
}
