package io.hotswap.archive.manifest;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A plugin's manifest, as its JSON Schema (`plugin-manifest.schema.json`, beside this class)
/// describes it. Omitted properties have their defaults.
///
/// @param configuration the JSON Schema of a tenant's configuration
public record Manifest(
    String name,
    String version,
    String type,
    String description,
    String entryPoint,
    int protocol,
    List<Operation> operations,
    JsonNode configuration,
    Dependencies dependencies,
    Permissions permissions) {

  public Manifest {
    operations = List.copyOf(operations);
  }

  /// @param description empty where there is none
  /// @param input what a call's body is; null where the author does not say
  /// @param output what a reply's body is; null where the author does not say
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Operation(
      String name, String description, @Nullable Body input, @Nullable Body output) {}

  /// @param schema the JSON Schema of the bodies; null where there is none
  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Body(String mediaType, @Nullable JsonNode schema) {}

  /// What the plugin requests; what it gets is decided elsewhere.
  ///
  /// @param network `host`, `*.host` or `host:port`
  /// @param calls other plugins, by name
  public record Permissions(List<String> network, List<String> calls) {
    public Permissions {
      network = List.copyOf(network);
      calls = List.copyOf(calls);
    }
  }

  /// The manifest as JSON, every default filled in.
  public String json() {
    return ManifestJson.write(this);
  }

  /// The published JSON Schema of a manifest.
  public static String schema() {
    return ManifestSchema.text();
  }
}
