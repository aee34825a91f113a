package io.hotswap.archive.manifest;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// Reads the dependencies of a manifest.
public final class DependenciesJson {
  private static final String DEPENDENCIES = "dependencies";
  private static final String PLUGINS = "plugins";

  private DependenciesJson() {}

  /// Earlier manifests have an array of plugins there: `[{"plugin": "a", "version": "^1.0.0"}]`.
  /// Archives that were registered so are still read; another array stays and is refused.
  public static JsonNode withoutArray(JsonNode manifest) {
    var array = manifest.path(DEPENDENCIES);
    if (!(manifest instanceof ObjectNode object) || !array.isArray()) {
      return manifest;
    }
    var plugins = object.objectNode();
    for (var it : array) {
      var plugin = it.path("plugin");
      var version = it.path("version");
      if (it.size() != 2 || !plugin.isTextual() || !version.isTextual()) {
        return manifest;
      }
      plugins.set(plugin.asText(), version);
    }
    if (plugins.size() != array.size()) {
      return manifest;
    }
    ObjectNode changed = object.deepCopy();
    changed.putObject(DEPENDENCIES).set(PLUGINS, plugins);
    return changed;
  }

  /// @param tree valid, or missing
  static Dependencies of(JsonNode tree) {
    Map<String, String> plugins = new TreeMap<>();
    tree.path(PLUGINS).properties().forEach(it -> plugins.put(it.getKey(), it.getValue().asText()));
    return new Dependencies(
        platform(tree.path("platform")),
        plugins,
        each(
            tree.path("libraries"),
            it ->
                new Dependencies.Library(
                    it.path("coordinates").asText(), it.path("sha256").asText())),
        each(
            tree.path("native"),
            it ->
                new Dependencies.NativeLibrary(
                    it.path("os").asText(),
                    it.path("architecture").asText(),
                    it.path("library").asText())));
  }

  private static Dependencies.Platform platform(JsonNode tree) {
    var java = tree.get("java");
    return new Dependencies.Platform(
        java == null ? null : java.asInt(), protocols(tree.get("protocol")));
  }

  private static Dependencies.@Nullable Protocols protocols(@Nullable JsonNode tree) {
    return tree == null
        ? null
        : new Dependencies.Protocols(tree.path("from").asInt(), tree.path("to").asInt());
  }

  private static <T> List<T> each(JsonNode array, Function<JsonNode, T> reading) {
    List<T> all = new ArrayList<>();
    array.forEach(it -> all.add(reading.apply(it)));
    return all;
  }
}
