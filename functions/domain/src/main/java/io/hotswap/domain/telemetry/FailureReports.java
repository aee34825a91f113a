package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// What the nodes tell of failed calls, kept for a week.
public interface FailureReports {
  /// Replaces what the node said of the version before.
  void report(FailureReport report);

  /// The newest of each node.
  List<FailureReport> of(Environment environment, PluginId pluginId, String version);
}
