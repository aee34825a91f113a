package io.hotswap.persistence.stored.registry;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.dependency.PluginNeed;
import io.hotswap.domain.dependency.VersionRange;
import io.hotswap.serialization.Json;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Reads the plugins that a registered manifest needs.
public final class StoredNeeds {
  private static final String PLUGINS = "plugins";

  private StoredNeeds() {}

  /// @param manifest as JSON; in those of earlier builds, all dependencies are an array of plugins
  public static List<PluginNeed> of(String manifest) {
    var dependencies = Json.read(manifest, JsonNode.class).path("dependencies");
    Map<String, String> ranges = new LinkedHashMap<>();
    if (dependencies.isArray()) {
      dependencies.forEach(
          it -> ranges.put(it.path("plugin").asText(), it.path("version").asText()));
    } else {
      dependencies
          .path(PLUGINS)
          .properties()
          .forEach(it -> ranges.put(it.getKey(), it.getValue().asText()));
    }
    // Earlier builds took some texts for ranges that are none: they say nothing.
    return ranges.entrySet().stream()
        .flatMap(
            it ->
                VersionRange.parse(it.getValue())
                    .map(range -> new PluginNeed(it.getKey(), range))
                    .stream())
        .toList();
  }
}
