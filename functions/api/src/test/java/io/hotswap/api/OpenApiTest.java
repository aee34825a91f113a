package io.hotswap.api;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class OpenApiTest {
  /// In YAML a comma ends an unquoted text, and what follows becomes a word of its own.
  @Test
  void noTextIsCutByAComma() {
    assertEquals(List.of(), empty("", new OpenApi().document()).toList());
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
