package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// What nodes found of the versions they unloaded.
public interface UnloadReports {
  void report(UnloadReport report);

  /// The newest of each node and version, for as long as they are kept.
  List<UnloadReport> of(Environment environment, PluginId pluginId);
}
