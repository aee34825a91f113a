package io.hotswap.domain.dependency.world;

import io.hotswap.domain.dependency.KnownVersion;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.ids.SemanticVersion;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// The plugins that dependencies connect with one, and which version of each serves the tenants
/// without a pin in an environment.
///
/// @param known versions that are registered, by plugin
/// @param serving by plugin; what serves nobody is left out
public record EnvironmentWorld(
    Map<String, List<KnownVersion>> known, SortedMap<String, SemanticVersion> serving) {
  public EnvironmentWorld {
    known = Map.copyOf(known);
    serving = Collections.unmodifiableSortedMap(new TreeMap<>(serving));
  }

  /// A need that what serves does not satisfy.
  ///
  /// @param plugin that has it
  /// @param found what serves in its place; empty where nothing does
  public record Unmet(
      String plugin, SemanticVersion version, PluginNeed need, Optional<SemanticVersion> found) {}

  public Optional<KnownVersion> find(String plugin, SemanticVersion version) {
    return known.getOrDefault(plugin, List.of()).stream()
        .filter(it -> it.version().equals(version))
        .findFirst();
  }

  public List<KnownVersion> versions() {
    return known.values().stream().flatMap(List::stream).toList();
  }

  /// The same with another version of a plugin.
  EnvironmentWorld with(String plugin, SemanticVersion version) {
    var changed = new TreeMap<>(serving);
    changed.put(plugin, version);
    return new EnvironmentWorld(known, changed);
  }

  /// What the plugins that serve need and do not have.
  public List<Unmet> unmet() {
    List<Unmet> unmet = new ArrayList<>();
    serving.forEach(
        (plugin, version) ->
            find(plugin, version).map(KnownVersion::needs).orElse(List.of()).stream()
                .filter(need -> !isMet(need))
                .map(need -> new Unmet(plugin, version, need, serves(need.plugin())))
                .forEach(unmet::add));
    return unmet;
  }

  boolean isMet(PluginNeed need) {
    return serves(need.plugin()).filter(need.range()::contains).isPresent();
  }

  Optional<SemanticVersion> serves(String plugin) {
    return Optional.ofNullable(serving.get(plugin));
  }

  /// What is to be deployed for versions to serve that do not.
  SortedMap<String, SemanticVersion> changesTo(Map<String, SemanticVersion> versions) {
    var changes = new TreeMap<>(new HashMap<>(versions));
    changes.entrySet().removeIf(it -> it.getValue().equals(serving.get(it.getKey())));
    return changes;
  }
}
