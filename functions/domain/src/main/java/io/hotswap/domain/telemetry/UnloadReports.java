package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// The nodes' reports on unloaded versions.
public interface UnloadReports {
  void report(UnloadReport report);

  /// The newest report of each node and version that has not expired.
  List<UnloadReport> of(Environment environment, PluginId pluginId);
}
