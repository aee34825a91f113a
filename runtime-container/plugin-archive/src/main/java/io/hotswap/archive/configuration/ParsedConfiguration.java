package io.hotswap.archive.configuration;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.spi.Configuration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// A tenant's configuration as a plugin gets it. It stays text until it is first asked for: a node
/// has those of ten thousand tenants, most of whom do not call.
public final class ParsedConfiguration implements Configuration {
  public static final String EMPTY = "{}";

  private final String values;
  private final String defaults;
  private volatile @Nullable ObjectNode parsed;
  private volatile @Nullable String text;

  private ParsedConfiguration(String values, String defaults) {
    this.values = values;
    this.defaults = defaults;
  }

  /// @param values a JSON object
  public static Configuration of(String values) {
    return new ParsedConfiguration(values, EMPTY);
  }

  /// @param values a JSON object, whose properties win
  /// @param defaults a JSON object
  public static Configuration of(String values, String defaults) {
    return new ParsedConfiguration(values, defaults);
  }

  @Override
  public String json() {
    if (defaults.equals(EMPTY)) {
      return values;
    }
    var known = text;
    if (known == null) {
      known = parsed().toString();
      text = known;
    }
    return known;
  }

  @Override
  public Optional<String> text(String property) {
    return Optional.ofNullable(parsed().get(property))
        .filter(it -> !it.isNull())
        .map(ParsedConfiguration::text);
  }

  private static String text(JsonNode value) {
    return value.isValueNode() ? value.asText() : value.toString();
  }

  private ObjectNode parsed() {
    var known = parsed;
    if (known == null) {
      known = object(defaults);
      known.setAll(object(values));
      parsed = known;
    }
    return known;
  }

  private static ObjectNode object(String json) {
    try {
      return Reading.MAPPER.readValue(json, ObjectNode.class);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("The configuration is no JSON object", e);
    }
  }

  /// Created on the first use: most plugins need none, and a process should start fast.
  private static final class Reading {
    static final ObjectMapper MAPPER = new ObjectMapper();
  }
}
