package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// The nodes' reports of failed calls, kept for a week.
public interface FailureReports {
  /// Replaces the node's earlier report on the version.
  void report(FailureReport report);

  /// The newest report of each node.
  List<FailureReport> of(Environment environment, PluginId pluginId, String version);
}
