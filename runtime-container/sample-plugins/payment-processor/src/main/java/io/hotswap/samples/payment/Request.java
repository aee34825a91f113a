package io.hotswap.samples.payment;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotswap.spi.CallRejected;
import java.io.IOException;

/// A request's JSON, read field by field so that a mistake is named by its place.
record Request(JsonNode body) {
  static Request parse(JsonMapper json, byte[] body) throws IOException {
    try {
      var tree = json.readTree(body);
      if (tree.isObject()) {
        return new Request(tree);
      }
    } catch (JsonProcessingException notJson) {
      throw new CallRejected("the body is not JSON: " + notJson.getOriginalMessage());
    }
    throw new CallRejected("the body is not a JSON object");
  }

  String text(String pointer) {
    var value = body.at(pointer);
    if (!value.isTextual() || value.asText().isBlank()) {
      throw new CallRejected(pointer, "a text");
    }
    return value.asText();
  }

  long whole(String pointer) {
    var value = body.at(pointer);
    if (!value.isIntegralNumber() || !value.canConvertToLong()) {
      throw new CallRejected(pointer, "a whole number");
    }
    return value.asLong();
  }
}
