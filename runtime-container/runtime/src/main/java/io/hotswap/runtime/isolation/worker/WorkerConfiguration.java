package io.hotswap.runtime.isolation.worker;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.hotswap.spi.Configuration;
import java.util.Optional;

/// A configuration as JSON, parsed when the plugin first asks for a property.
record WorkerConfiguration(String json) implements Configuration {
  @Override
  public Optional<String> text(String property) {
    try {
      return Optional.ofNullable(Reading.MAPPER.readTree(json).get(property))
          .filter(it -> !it.isNull())
          .map(WorkerConfiguration::text);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The configuration is no JSON object", e);
    }
  }

  /// Created on the first use: most plugins need none, and a process should start fast.
  private static final class Reading {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }
}
