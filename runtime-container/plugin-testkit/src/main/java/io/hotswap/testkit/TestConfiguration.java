package io.hotswap.testkit;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.hotswap.spi.Configuration;
import java.util.Optional;

record TestConfiguration(JsonNode tree) implements Configuration {
  static final Configuration EMPTY = of("{}");

  static Configuration of(String json) {
    try {
      var tree = new JsonMapper().readTree(json);
      if (!tree.isObject()) {
        throw new IllegalArgumentException("a configuration is a JSON object");
      }
      return new TestConfiguration(tree);
    } catch (JsonProcessingException notJson) {
      throw new IllegalArgumentException(
          "a configuration is a JSON object: " + notJson.getOriginalMessage(), notJson);
    }
  }

  @Override
  public String json() {
    return tree.toString();
  }

  @Override
  public Optional<String> text(String property) {
    var value = tree.path(property);
    if (value.isMissingNode() || value.isNull()) {
      return Optional.empty();
    }
    return Optional.of(value.isValueNode() ? value.asText() : value.toString());
  }
}
