package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;

/// One node's latest health check of a version.
///
/// @param failures failed checks in a row; 0 when healthy
/// @param reason for an operator; empty when healthy
/// @param at when it was checked
public record HealthReport(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    String incarnation,
    int failures,
    String reason,
    Instant at) {
  public HealthReport {
    reason = BoundedText.sentence(reason);
  }

  public boolean healthy() {
    return failures == 0;
  }
}
