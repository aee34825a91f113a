package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.SemanticVersion;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import java.util.List;

/// How many versions a plugin may have.
///
/// @param parameter of the stack that sets it
public record VersionLimit(int most, String parameter) {
  public static final VersionLimit NONE = new VersionLimit(Integer.MAX_VALUE, "");

  public VersionLimit {
    if (most < 1) {
      throw new IllegalArgumentException("A plugin has at least one version, not " + most);
    }
  }

  /// @param removable versions that can be deleted now
  Refusal refusal(RegisteredPlugin plugin, List<SemanticVersion> removable) {
    return Refusal.of(
        ErrorCode.TOO_MANY_VERSIONS,
        "%s has %d versions, and the limit is %d."
            .formatted(plugin.name(), plugin.versions(), most),
        "/version",
        "a version of a plugin that has fewer",
        removable.isEmpty()
            ? "Deprecate and delete versions that nothing names, or raise the stack's parameter %s."
                .formatted(parameter)
            : "Delete what is deprecated and named by nothing: %s (DELETE /api/v1/plugins/%s/versions/%s)."
                .formatted(
                    String.join(", ", removable.stream().map(SemanticVersion::text).toList()),
                    plugin.name(),
                    removable.getFirst()));
  }
}
