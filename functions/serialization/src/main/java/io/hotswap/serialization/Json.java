package io.hotswap.serialization;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.deser.std.FromStringDeserializer;
import com.fasterxml.jackson.databind.deser.std.StdDelegatingDeserializer;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.StdDelegatingSerializer;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializer;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.BlueGreen;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Direct;
import io.hotswap.domain.deployment.strategy.Rolling;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.notification.DeliveryState;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.plugin.SemanticVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.verdict.statistics.Metric;
import java.util.function.Function;

/// The only mapping between the domain's records and JSON, for items, documents and the API: ISO
/// 8601 times and durations, ids and versions as strings, absent instead of null.
public final class Json {
  public static final ObjectMapper MAPPER =
      JsonMapper.builder()
          .addModules(new Jdk8Module(), new JavaTimeModule(), values())
          .addMixIn(Strategy.class, Strategies.class)
          .addMixIn(Metric.class, Metrics.class)
          .addMixIn(Message.Audience.class, Audiences.class)
          .addMixIn(DeliveryState.class, DeliveryStates.class)
          .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
          .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
          // A node may be older than the function that wrote its document, so unknown fields are
          // ignored.
          .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
          .defaultPropertyInclusion(
              JsonInclude.Value.construct(
                  JsonInclude.Include.NON_ABSENT, JsonInclude.Include.ALWAYS))
          // Deterministic output: equal documents have equal bytes and content addresses.
          .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
          .build();

  private Json() {}

  public static String write(Object value) {
    try {
      return MAPPER.writeValueAsString(value);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("Cannot be written as JSON: " + value.getClass(), e);
    }
  }

  /// @throws IllegalArgumentException when the text is not JSON of that record
  public static <T> T read(String json, Class<T> type) {
    try {
      return MAPPER.readValue(json, type);
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException(
          "Not a " + type.getSimpleName() + ": " + e.getMessage(), e);
    }
  }

  /// The property that distinguishes the subtypes of a sealed type.
  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "strategy")
  @JsonSubTypes({
    @JsonSubTypes.Type(Direct.class),
    @JsonSubTypes.Type(Canary.class),
    @JsonSubTypes.Type(BlueGreen.class),
    @JsonSubTypes.Type(Rolling.class),
    @JsonSubTypes.Type(AbTest.class)
  })
  private interface Strategies {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "metric")
  @JsonSubTypes({
    @JsonSubTypes.Type(Metric.ErrorRate.class),
    @JsonSubTypes.Type(Metric.Latency.class),
    @JsonSubTypes.Type(Metric.Recorded.class)
  })
  private interface Metrics {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "audience")
  @JsonSubTypes({
    @JsonSubTypes.Type(Message.Audience.TeamLeads.class),
    @JsonSubTypes.Type(Message.Audience.PlatformAdmins.class),
    @JsonSubTypes.Type(Message.Audience.Operators.class),
    @JsonSubTypes.Type(Message.Audience.Requester.class)
  })
  private interface Audiences {}

  @JsonTypeInfo(use = JsonTypeInfo.Id.SIMPLE_NAME, property = "state")
  @JsonSubTypes({
    @JsonSubTypes.Type(DeliveryState.Delivered.class),
    @JsonSubTypes.Type(DeliveryState.Retrying.class),
    @JsonSubTypes.Type(DeliveryState.GivenUp.class)
  })
  private interface DeliveryStates {}

  private static SimpleModule values() {
    return new SimpleModule("hotswap")
        .addSerializer(
            RoutingDocument.class,
            new StdDelegatingSerializer(RoutingDocument.class, new RoutingDocumentJson.Writing()))
        .addDeserializer(
            RoutingDocument.class,
            new StdDelegatingDeserializer<>(new RoutingDocumentJson.Reading()))
        .addSerializer(PluginId.class, ToStringSerializer.instance)
        .addSerializer(DeploymentId.class, ToStringSerializer.instance)
        .addSerializer(Digest.class, ToStringSerializer.instance)
        .addSerializer(SemanticVersion.class, ToStringSerializer.instance)
        .addDeserializer(DeploymentId.class, fromString(DeploymentId.class, DeploymentId::of))
        .addDeserializer(PluginId.class, fromString(PluginId.class, PluginId::parse))
        .addDeserializer(Digest.class, fromString(Digest.class, Digest::parse))
        .addDeserializer(
            SemanticVersion.class, fromString(SemanticVersion.class, SemanticVersion::new));
  }

  private static <T> FromStringDeserializer<T> fromString(
      Class<T> type, Function<String, T> parse) {
    return new FromStringDeserializer<T>(type) {
      private static final long serialVersionUID = 1;

      @Override
      protected T _deserialize(String value, DeserializationContext context) {
        return parse.apply(value);
      }
    };
  }
}
