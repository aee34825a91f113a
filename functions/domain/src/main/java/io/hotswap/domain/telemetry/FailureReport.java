package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.List;

/// The last failed calls of a version on one node.
///
/// @param failures newest first, at most [#MAX_FAILURES]
public record FailureReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    List<CallFailure> failures,
    Instant at) {
  public static final int MAX_FAILURES = 10;

  public FailureReport {
    failures = List.copyOf(failures);
  }
}
