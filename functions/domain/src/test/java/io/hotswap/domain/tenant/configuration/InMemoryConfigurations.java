package io.hotswap.domain.tenant.configuration;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.refusal.FieldError;
import io.hotswap.domain.tenant.TenantConfiguration;
import io.hotswap.domain.tenant.TenantConfigurations;
import io.hotswap.domain.tenant.secret.SecretChange;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Configurations in memory, and schemas that only say which properties there may be. Values are
/// numbers: there is no JSON here.
public final class InMemoryConfigurations implements TenantConfigurations, ConfigurationSchemas {
  private static final Pattern PROPERTY = Pattern.compile("\"(\\w+)\": ?(\\d+)");

  /// What names a managed secret.
  public static final String MANAGED = "99";

  public final List<TenantConfiguration> stored = new ArrayList<>();

  public final InMemoryDefaultConfigurations defaults = new InMemoryDefaultConfigurations();

  /// How many configurations were read.
  public int read;

  private final Map<String, Set<String>> allowed = new HashMap<>();
  private final Map<String, Set<String>> required = new HashMap<>();

  /// Gives a version, of whatever plugin, a schema.
  public void allow(String version, String... properties) {
    allowed.put(version, new TreeSet<>(Set.of(properties)));
  }

  /// Makes a version ask for properties that it allows.
  public void require(String version, String... properties) {
    required.put(version, Set.of(properties));
  }

  @Override
  public List<TenantConfiguration> find(Collection<TenantConfiguration.Id> ids) {
    read += ids.size();
    return stored.stream().filter(it -> ids.contains(it.id())).toList();
  }

  @Override
  public Optional<Schema> find(Environment environment, PluginId pluginId, ReleaseKey release) {
    return Optional.ofNullable(allowed.get(release.version()))
        .map(
            it ->
                new Names(
                    it,
                    required.getOrDefault(release.version(), Set.of()),
                    defaults(environment, pluginId, release)));
  }

  private String defaults(Environment environment, PluginId pluginId, ReleaseKey release) {
    return release.defaults().isEmpty()
        ? "{}"
        : defaults
            .find(environment, pluginId, release)
            .orElseThrow(() -> new LostDefaults(release));
  }

  @Override
  public List<String> changes(String before, String after) {
    var was = properties(before);
    var is = properties(after);
    Set<String> names = new TreeSet<>(was.keySet());
    names.addAll(is.keySet());
    return names.stream()
        .filter(it -> !Optional.ofNullable(was.get(it)).equals(Optional.ofNullable(is.get(it))))
        .map(it -> "/" + it)
        .toList();
  }

  private static Map<String, String> properties(String json) {
    Map<String, String> properties = new TreeMap<>();
    var matcher = PROPERTY.matcher(json);
    while (matcher.find()) {
      properties.put(matcher.group(1), matcher.group(2));
    }
    return properties;
  }

  /// Secrets' names begin with `secret`; the digits sent are the value, 0 removes it, and one names
  /// a managed secret.
  @Override
  public Parted part(String sent, Set<String> secrets) {
    Map<String, SecretChange> changes = new HashMap<>();
    Map<String, String> values = properties(sent);
    secrets.stream()
        .filter(values::containsKey)
        .forEach(it -> changes.put(it, change(values.get(it))));
    var plain =
        values.entrySet().stream()
            .filter(it -> !secrets.contains(it.getKey()))
            .map(it -> "\"%s\": %s".formatted(it.getKey(), it.getValue()))
            .collect(Collectors.joining(", ", "{", "}"));
    return new Parted(plain, changes, List.of());
  }

  private static SecretChange change(String value) {
    if (value.equals(MANAGED)) {
      return new SecretChange.Managed(value);
    }
    return value.equals("0") ? new SecretChange.Removed() : new SecretChange.Value(value);
  }

  private record Names(Set<String> allowed, Set<String> required, String defaults)
      implements Schema {
    @Override
    public Digest digest() {
      return Digest.over(allowed + " " + required + " " + defaults);
    }

    @Override
    public Schema over(String others) {
      return new Names(allowed, required, others);
    }

    @Override
    public List<FieldError> violations(String values, Set<String> present) {
      var merged = merged(values);
      return Stream.concat(
              violationsOfDefaults(values).stream(),
              required.stream()
                  .filter(it -> !merged.containsKey(it))
                  .map(it -> new FieldError("/" + it, "to be there", "add it")))
          .toList();
    }

    @Override
    public List<FieldError> violationsOfDefaults(String values) {
      return properties(values).keySet().stream()
          .filter(it -> !allowed.contains(it))
          .map(it -> new FieldError("/" + it, "only " + allowed, "remove it"))
          .toList();
    }

    private Map<String, String> merged(String values) {
      Map<String, String> all = new TreeMap<>(properties(defaults));
      all.putAll(properties(values));
      return all;
    }

    @Override
    public String withDefaults(String values) {
      return defaults.equals("{}")
          ? values
          : merged(values).entrySet().stream()
              .map(it -> "\"%s\": %s".formatted(it.getKey(), it.getValue()))
              .collect(Collectors.joining(", ", "{", "}"));
    }

    @Override
    public Set<String> secrets() {
      return allowed.stream().filter(it -> it.startsWith("secret")).collect(Collectors.toSet());
    }
  }
}
