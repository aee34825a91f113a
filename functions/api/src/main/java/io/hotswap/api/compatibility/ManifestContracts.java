package io.hotswap.api.compatibility;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.domain.compatibility.BodyContract;
import io.hotswap.domain.compatibility.OperationContract;
import io.hotswap.domain.compatibility.VersionContract;
import io.hotswap.domain.compatibility.VersionContracts;
import io.hotswap.domain.plugin.PluginVersion;
import io.hotswap.serialization.Json;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/// Reads contracts from the manifests of registered versions.
public final class ManifestContracts implements VersionContracts {
  /// What registration completes a manifest without a schema with.
  private static final String NO_CONFIGURATION =
      "{\"type\":\"object\",\"additionalProperties\":false}";

  @Override
  public VersionContract of(PluginVersion version) {
    return of(version.manifest());
  }

  static VersionContract of(String text) {
    var manifest = Json.read(text, JsonNode.class);
    var configuration = manifest.path("configuration");
    return new VersionContract(
        operations(manifest.path("operations")),
        configuration.isObject() ? configuration.toString() : NO_CONFIGURATION,
        texts(manifest.at("/permissions/network")),
        texts(manifest.at("/permissions/calls")),
        plugins(manifest.path("dependencies")),
        manifest.path("protocol").asInt(),
        java(manifest.at("/dependencies/platform/java")));
  }

  private static Map<String, OperationContract> operations(JsonNode all) {
    Map<String, OperationContract> operations = new HashMap<>();
    all.forEach(
        it ->
            operations.put(
                it.path("name").asText(),
                new OperationContract(body(it.path("input")), body(it.path("output")))));
    return operations;
  }

  private static Optional<BodyContract> body(JsonNode body) {
    return body.isObject()
        ? Optional.of(
            new BodyContract(
                body.path("mediaType").asText(),
                Optional.of(body.path("schema"))
                    .filter(JsonNode::isObject)
                    .map(JsonNode::toString)))
        : Optional.empty();
  }

  private static Set<String> texts(JsonNode list) {
    Set<String> texts = new HashSet<>();
    list.forEach(it -> texts.add(it.asText()));
    return texts;
  }

  /// Earlier manifests have a list of plugins in place of the kinds of dependencies.
  private static Map<String, String> plugins(JsonNode dependencies) {
    Map<String, String> plugins = new HashMap<>();
    if (dependencies.isArray()) {
      dependencies.forEach(
          it -> plugins.put(it.path("plugin").asText(), it.path("version").asText()));
    }
    dependencies
        .path("plugins")
        .properties()
        .forEach(it -> plugins.put(it.getKey(), it.getValue().asText()));
    return plugins;
  }

  private static OptionalInt java(JsonNode release) {
    return release.isInt() ? OptionalInt.of(release.asInt()) : OptionalInt.empty();
  }
}
