package io.hotswap.runtime.loading;

import io.hotswap.runtime.plugin.PluginRef;
import java.util.OptionalInt;

/// What came of asking a version for its health.
///
/// @param before how many times in a row it was found unhealthy until then; empty right after it
///   was loaded
/// @param asked whether the control plane wants to know, whatever it is
/// @param failures how many times by now; 0 when healthy
/// @param reason for an operator; empty when healthy
public record HealthFinding(
    PluginRef ref, OptionalInt before, boolean asked, int failures, String reason) {
  static HealthFinding loaded(PluginRef ref) {
    return new HealthFinding(ref, OptionalInt.empty(), false, 0, "");
  }

  static HealthFinding of(LoadedVersion version, int before, boolean asked) {
    return new HealthFinding(
        version.ref(),
        OptionalInt.of(before),
        asked,
        version.failures(),
        version.health().reason());
  }
}
