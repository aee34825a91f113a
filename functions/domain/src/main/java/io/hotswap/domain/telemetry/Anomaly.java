package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;

/// A change for the worse or better that a node detected in its own numbers. It decides nothing:
/// the control plane evaluates all nodes.
///
/// @param detail for people, with the node's own numbers
public record Anomaly(
    Environment environment,
    PluginId pluginId,
    String version,
    String nodeId,
    Kind kind,
    String detail,
    Instant at) {
  public enum Kind {
    /// Three health checks in a row failed.
    Unhealthy,
    /// Healthy again after that.
    Recovered,
    /// More than 5 % of the node's calls of the last five minutes failed; repeated while it lasts.
    ErrorRate,
    /// The node's p99 of the last five minutes is far above the baseline; repeated while it lasts.
    Latency
  }
}
