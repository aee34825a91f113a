package io.hotswap.api.configuration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.archive.configuration.ConfigurationSchema;
import io.hotswap.archive.configuration.ParsedConfiguration;
import io.hotswap.archive.violation.Violation;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.DefaultConfigurations;
import io.hotswap.domain.tenant.configuration.LostDefaults;
import io.hotswap.domain.tenant.secret.SecretChange;
import io.hotswap.serialization.Json;
import io.hotswap.serialization.UnbufferedJson;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.BiFunction;
import java.util.function.Function;

/// Schemas of registered manifests, applied by the validator that registration checks their
/// defaults with, and the default configurations of releases.
public final class ManifestSchemas implements ConfigurationSchemas {
  private final BiFunction<PluginId, String, Optional<String>> registered;
  private final DefaultConfigurations defaults;

  /// @param registered the schema of a version, as text
  public ManifestSchemas(
      BiFunction<PluginId, String, Optional<String>> registered, DefaultConfigurations defaults) {
    this.registered = registered;
    this.defaults = defaults;
  }

  @Override
  public Optional<Schema> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    return registered
        .apply(pluginId, release.version())
        .map(it -> new ManifestSchema(it, defaults(environment, pluginId, release)));
  }

  private String defaults(Environment environment, PluginId pluginId, ReleaseKey release) {
    return release.defaults().isEmpty()
        ? ParsedConfiguration.EMPTY
        : defaults
            .find(environment, pluginId, release)
            .orElseThrow(() -> new LostDefaults(release));
  }

  @Override
  public List<String> changes(String before, String after) {
    List<String> changes = new ArrayList<>();
    collect("", tree(before), tree(after), changes);
    return changes.stream().sorted().toList();
  }

  private static JsonNode tree(String values) {
    return UnbufferedJson.read(values, JsonNode.class);
  }

  @Override
  public Parted part(String sent, Set<String> secrets) {
    var values = UnbufferedJson.read(sent, ObjectNode.class);
    Map<String, SecretChange> changes = new HashMap<>();
    List<FieldError> errors = new ArrayList<>();
    for (var name : secrets) {
      if (values.has(name)) {
        SentSecret.read(values.path(name))
            .ifPresentOrElse(
                it -> changes.put(name, it),
                () -> errors.add(SentSecret.error("/" + escaped(name))));
        values.remove(name);
      }
    }
    return new Parted(UnbufferedJson.write(values), changes, errors);
  }

  private static void collect(
      String pointer, JsonNode before, JsonNode after, List<String> changes) {
    if (!before.isObject() || !after.isObject()) {
      if (!before.equals(after)) {
        changes.add(pointer);
      }
      return;
    }
    Set<String> names = new TreeSet<>();
    before.fieldNames().forEachRemaining(names::add);
    after.fieldNames().forEachRemaining(names::add);
    names.forEach(
        it -> collect(pointer + "/" + escaped(it), before.path(it), after.path(it), changes));
  }

  private static String escaped(String name) {
    return name.replace("~", "~0").replace("/", "~1");
  }

  private static final class ManifestSchema implements Schema {
    private final String text;
    private final String defaults;
    private final ConfigurationSchema schema;

    ManifestSchema(String text, String defaults) {
      this.text = text;
      this.defaults = defaults;
      schema = ConfigurationSchema.of(Json.read(text, JsonNode.class));
    }

    @Override
    public Digest digest() {
      return Digest.over(text + defaults);
    }

    @Override
    public Schema over(String others) {
      return new ManifestSchema(text, others);
    }

    @Override
    public List<FieldError> violations(String values, Set<String> present) {
      var here = new HashSet<>(present);
      here.retainAll(schema.secrets());
      return errors(values, it -> schema.violations(schema.withDefaults(overDefaults(it)), here));
    }

    @Override
    public List<FieldError> violationsOfDefaults(String values) {
      return errors(values, schema::violationsOfPart);
    }

    /// @param check of the values without those that have to be secrets
    private List<FieldError> errors(String values, Function<ObjectNode, List<Violation>> check) {
      var object = object(values);
      List<FieldError> errors = new ArrayList<>();
      // Never stored beside the other values, so never a value here.
      schema.secrets().stream().sorted().filter(object::has).forEach(it -> errors.add(secret(it)));
      schema.secrets().forEach(object::remove);
      check.apply(object).stream()
          .map(it -> new FieldError(it.pointer(), it.expected(), it.fix()))
          .forEach(errors::add);
      return List.copyOf(errors);
    }

    /// As a node lays a tenant's configuration over the release's.
    private ObjectNode overDefaults(ObjectNode values) {
      return object(ParsedConfiguration.of(UnbufferedJson.write(values), defaults).json());
    }

    private static FieldError secret(String name) {
      return new FieldError(
          "/" + escaped(name),
          "no value here: the plugin's schema marks it a secret",
          "Set it in a tenant's configuration: its value is then kept as a secret.");
    }

    @Override
    public String withDefaults(String values) {
      return UnbufferedJson.write(schema.withDefaults(overDefaults(object(values))));
    }

    @Override
    public Set<String> secrets() {
      return schema.secrets();
    }

    private static ObjectNode object(String values) {
      return UnbufferedJson.read(values, ObjectNode.class);
    }
  }
}
