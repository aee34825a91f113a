package io.hotswap.archive.schema;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.archive.configuration.ConfigurationSchema;
import io.hotswap.archive.schema.Inclusion.Proved;
import io.hotswap.archive.schema.Inclusion.Undecided;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

/// Whether every configuration that fits one schema fits another, as tenants' configurations are
/// checked: defaults of the top level are filled in first, and of secrets only the presence counts.
public final class ConfigurationInclusion {
  private static final String PROPERTIES = "properties";
  private static final String REQUIRED = "required";

  /// Rules that filled in defaults cannot break.
  private static final Set<String> PLAIN =
      Set.of(
          "$schema",
          "$defs",
          "$comment",
          "title",
          "description",
          "default",
          "examples",
          "type",
          PROPERTIES,
          REQUIRED,
          "additionalProperties",
          "minProperties");

  private ConfigurationInclusion() {}

  public static Inclusion decide(JsonNode before, JsonNode after) {
    if (before.equals(after)) {
      return new Proved();
    }
    var was = ConfigurationSchema.of(before);
    var is = ConfigurationSchema.of(after);
    return Stream.concat(was.secrets().stream(), is.secrets().stream())
        .sorted()
        .filter(it -> has(before, it) && has(after, it))
        .filter(it -> was.secrets().contains(it) != is.secrets().contains(it))
        .findFirst()
        .<Inclusion>map(
            it ->
                new Undecided(
                    "in one version only, the property " + it + " is a secret, stored apart"))
        .orElseGet(() -> decide(before, was, after, is));
  }

  private static boolean has(JsonNode schema, String property) {
    return schema.path(PROPERTIES).has(property);
  }

  private static Inclusion decide(
      JsonNode before, ConfigurationSchema was, JsonNode after, ConfigurationSchema is) {
    if (!isPlain(before) || !isPlain(after)) {
      return new Undecided(
          "defaults are filled in before a configuration is checked, and rules of the whole"
              + " configuration may depend on them");
    }
    return SchemaInclusion.decide(
        unfilled(before, was.secrets(), hasDefaults(before)),
        unfilled(after, is.secrets(), false),
        it -> fits(was, it),
        it -> fits(is, it));
  }

  private static boolean isPlain(JsonNode schema) {
    return !hasDefaults(schema)
        || schema.properties().stream().allMatch(it -> PLAIN.contains(it.getKey()));
  }

  private static boolean hasDefaults(JsonNode schema) {
    return schema.path(PROPERTIES).properties().stream()
        .anyMatch(it -> it.getValue().has("default"));
  }

  /// A schema of configurations as they are stored: it need not have what is filled in.
  ///
  /// @param fewer whether it may have fewer properties too
  private static JsonNode unfilled(JsonNode schema, Set<String> secrets, boolean fewer) {
    ObjectNode stored = Objects.requireNonNull((ObjectNode) schema).deepCopy();
    if (stored.path(PROPERTIES) instanceof ObjectNode properties) {
      secrets.forEach(it -> properties.put(it, true));
    }
    if (stored.path(REQUIRED) instanceof ArrayNode required) {
      var still = JsonNodeFactory.instance.arrayNode();
      required.forEach(
          it -> {
            if (!schema.path(PROPERTIES).path(it.asText()).has("default")) {
              still.add(it);
            }
          });
      stored.set(REQUIRED, still);
    }
    if (fewer) {
      stored.remove("minProperties");
    }
    return stored;
  }

  private static boolean fits(ConfigurationSchema schema, JsonNode document) {
    if (!(document instanceof ObjectNode configuration)) {
      return false;
    }
    var values = configuration.deepCopy();
    var present = new HashSet<String>();
    for (var secret : schema.secrets()) {
      if (values.remove(secret) != null) {
        present.add(secret);
      }
    }
    return schema.violations(schema.withDefaults(values), present).isEmpty();
  }
}
