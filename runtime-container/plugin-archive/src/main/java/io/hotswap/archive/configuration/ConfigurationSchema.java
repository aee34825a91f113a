package io.hotswap.archive.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Error;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import io.hotswap.archive.violation.Violation;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// The schema of a plugin's configuration, as a manifest that was accepted has it. Violations name
/// places and rules and repeat no value, which might be a secret.
public final class ConfigurationSchema {
  private static final String PROPERTIES = "properties";

  /// The rules of the top level that ask for properties to be there.
  private static final Set<String> PRESENCE =
      Set.of("required", "dependentRequired", "minProperties");

  private final JsonNode tree;
  private final Set<String> secrets;
  private final Schema compiled;

  private ConfigurationSchema(JsonNode tree) {
    this.tree = tree;
    secrets = secrets(tree);
    compiled = CompiledSchema.of(withoutSecrets(tree, secrets));
  }

  /// @param tree a manifest's `configuration`
  public static ConfigurationSchema of(JsonNode tree) {
    return new ConfigurationSchema(tree);
  }

  /// The properties, all of the top level, whose values are secrets.
  public Set<String> secrets() {
    return Set.copyOf(secrets);
  }

  /// What does not fit, one violation a place; pointers are into the configuration. Of secrets only
  /// the presence is checked.
  ///
  /// @param values without secrets, defaults applied
  /// @param present the secrets that have a value
  public List<Violation> violations(ObjectNode values, Set<String> present) {
    var checked = values.deepCopy();
    present.forEach(it -> checked.put(it, ""));
    try {
      return violations(compiled, checked);
    } catch (UnusableSchema unusable) {
      return List.of(
          new Violation(
              "", "a schema with " + unusable.lacking(), "ask the plugin's author to mend it"));
    }
  }

  /// What of a default configuration does not fit. At the top level it may lack what it wants:
  /// configurations are laid over it.
  public List<Violation> violationsOfPart(ObjectNode values) {
    JsonNode partial = tree.deepCopy();
    if (partial instanceof ObjectNode rules) {
      rules.remove(PRESENCE);
    }
    return ConfigurationSchema.of(partial).violations(values, Set.of());
  }

  /// What of a default does not fit the part of the schema that it stands in.
  ///
  /// @param place pointer into the schema; empty for all of it
  /// @throws UnusableSchema when nothing can be checked with it
  public List<Violation> violationsOfDefault(String place, JsonNode value) {
    var part =
        place.isEmpty()
            ? compiled
            : compiled.getRefSchema(SchemaLocation.of("#" + place).getFragment());
    return violations(part, value);
  }

  /// Applies the rules for all configurations.
  ///
  /// @throws UnusableSchema when nothing can be checked with it
  public void tryOut() {
    violations(compiled, withDefaults(JsonNodeFactory.instance.objectNode()));
  }

  /// The values with the defaults of those properties of the top level that they lack.
  public ObjectNode withDefaults(ObjectNode values) {
    var all = values.deepCopy();
    for (var property : tree.path(PROPERTIES).properties()) {
      var fallback = property.getValue().path("default");
      if (!fallback.isMissingNode() && !all.has(property.getKey())) {
        all.set(property.getKey(), fallback);
      }
    }
    return all;
  }

  private List<Violation> violations(Schema schema, JsonNode value) {
    try {
      Map<String, Violation> found = new LinkedHashMap<>();
      for (Error error : schema.validate(value)) {
        var violation = SchemaErrors.violation(error, tree);
        found.putIfAbsent(violation.pointer(), violation);
      }
      return List.copyOf(found.values());
    } catch (BoundedPattern.TooSlow slow) {
      throw new UnusableSchema("patterns that are matched in a short time");
    } catch (StackOverflowError endless) {
      throw new UnusableSchema("references that end, and patterns without many groups");
    }
  }

  private static Set<String> secrets(JsonNode tree) {
    Set<String> secrets = new TreeSet<>();
    for (var property : tree.path(PROPERTIES).properties()) {
      if (property.getValue().path("secret").asBoolean()) {
        secrets.add(property.getKey());
      }
    }
    return secrets;
  }

  private static JsonNode withoutSecrets(JsonNode tree, Set<String> secrets) {
    JsonNode copy = tree.deepCopy();
    if (copy.path(PROPERTIES) instanceof ObjectNode properties) {
      secrets.forEach(it -> properties.put(it, true));
    }
    return copy;
  }
}
