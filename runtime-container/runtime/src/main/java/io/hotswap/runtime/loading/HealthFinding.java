package io.hotswap.runtime.loading;

import io.hotswap.runtime.plugin.PluginRef;
import java.util.OptionalInt;

/// The result of one health check.
///
/// @param failuresBefore unhealthy results in a row before this one; empty right after loading
/// @param requested whether the control plane asked for it and gets it whatever it is
/// @param failures unhealthy results in a row by now; 0 when healthy
/// @param reason for an operator; empty when healthy
public record HealthFinding(
    PluginRef ref, OptionalInt failuresBefore, boolean requested, int failures, String reason) {
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
