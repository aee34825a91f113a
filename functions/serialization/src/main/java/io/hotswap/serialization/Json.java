package io.hotswap.serialization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

/// Records of storage and wire as JSON: ISO 8601 times and durations, ids and versions as strings,
/// absent instead of null, keys of maps in order. Records of the domain are refused, so that no
/// name of theirs becomes a field of a table or of the API.
public final class Json {
  public static final ObjectMapper MAPPER = mapper(new JsonFactory());

  private Json() {}

  static ObjectMapper mapper(JsonFactory factory) {
    return JsonMapper.builder(factory)
        .addModules(new Jdk8Module(), new JavaTimeModule(), new DomainValues())
        .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
        .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
        // A node may be older than the function that wrote its document, so unknown fields are
        // ignored.
        .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
        .defaultPropertyInclusion(
            JsonInclude.Value.construct(JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
        // Deterministic output: equal documents have equal bytes and content addresses.
        .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
        .build();
  }

  public static String write(Object value) {
    return write(MAPPER, value);
  }

  static String write(ObjectMapper mapper, Object value) {
    try {
      return mapper.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /// @throws IllegalArgumentException when the text is not JSON of that record
  public static <T> T read(String json, Class<T> type) {
    return read(MAPPER, json, type);
  }

  static <T> T read(ObjectMapper mapper, String json, Class<T> type) {
    try {
      return mapper.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }
}
