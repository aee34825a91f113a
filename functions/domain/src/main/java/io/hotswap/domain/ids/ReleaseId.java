package io.hotswap.domain.ids;

import java.util.Optional;

/// What deployments bring and rollbacks bring back, by its content.
///
/// @param text 16 hexadecimal digits of SHA-256
public record ReleaseId(String text) {
  private static final int LENGTH = 16;

  /// @param defaults digest of the default configuration
  public static ReleaseId of(
      PluginId pluginId, String version, Digest code, Optional<Digest> defaults) {
    var content =
        "hotswap-release-1\n%s\n%s\n%s%s"
            .formatted(
                pluginId, version, code.hex(), defaults.map(it -> "\n" + it.hex()).orElse(""));
    return new ReleaseId(Digest.over(content).hex().substring(0, LENGTH));
  }

  @Override
  public String toString() {
    return text;
  }
}
