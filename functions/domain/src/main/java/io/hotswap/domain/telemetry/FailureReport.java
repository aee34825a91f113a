package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;

/// The last calls that a version failed on one node.
///
/// @param failures the newest first, [#MOST] at most
public record FailureReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    List<CallFailure> failures,
    Instant at) {
  public static final int MOST = 10;

  public FailureReport {
    failures = List.copyOf(failures);
  }
}
