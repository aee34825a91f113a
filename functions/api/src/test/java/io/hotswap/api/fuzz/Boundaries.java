package io.hotswap.api.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.wording.TextFormat;
import io.hotswap.serialization.Json;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;

/// Values at the bounds that a schema states, and just beyond them.
final class Boundaries {
  private static final int LONGEST = 20_000;

  private Boundaries() {}

  /// As they stand in a body.
  static List<String> json(JsonNode schema) {
    return switch (schema.path("type").asText()) {
      case "string" -> texts(schema).stream().map(Json::write).toList();
      case "integer", "number" -> numbers(schema);
      case "array" -> lists(schema);
      default -> List.of();
    };
  }

  /// As a parameter arrives.
  static List<String> parameter(JsonNode schema) {
    return schema.path("type").asText().equals("integer") ? numbers(schema) : texts(schema);
  }

  private static List<String> numbers(JsonNode schema) {
    List<String> numbers = new ArrayList<>();
    for (var bound : List.of("minimum", "maximum")) {
      if (schema.has(bound)) {
        var number = new BigInteger(schema.get(bound).asText());
        for (int beside = -1; beside <= 1; beside++) {
          numbers.add(number.add(BigInteger.valueOf(beside)).toString());
        }
      }
    }
    return numbers;
  }

  private static List<String> texts(JsonNode schema) {
    List<String> texts = new ArrayList<>();
    for (var bound : List.of("minLength", "maxLength")) {
      int length = schema.path(bound).asInt(-1);
      for (int of = Math.max(0, length - 1); length >= 0 && of <= length + 1; of++) {
        texts.add("x".repeat(Math.min(of, LONGEST)));
        texts.add("1".repeat(Math.min(of, LONGEST)));
      }
    }
    for (var value : schema.path("enum")) {
      texts.add(value.asText());
      texts.add(value.asText().toUpperCase(Locale.ROOT));
      texts.add(value.asText() + " ");
    }
    TextFormat.named(schema.path("format").asText())
        .map(TextFormat::example)
        .ifPresent(
            it -> texts.addAll(List.of(it, it + "\n", " " + it, it + "\u0000", it.substring(1))));
    return texts;
  }

  private static List<String> lists(JsonNode schema) {
    List<String> lists = new ArrayList<>();
    for (var bound : List.of("minItems", "maxItems")) {
      int size = schema.path(bound).asInt(-1);
      for (int of = Math.max(0, size - 1); size >= 0 && of <= size + 1; of++) {
        lists.add("[" + String.join(",", Collections.nCopies(of, "null")) + "]");
        lists.add("[" + String.join(",", Collections.nCopies(of, "1")) + "]");
      }
    }
    return lists;
  }
}
