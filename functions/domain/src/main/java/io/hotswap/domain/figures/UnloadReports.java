package io.hotswap.domain.figures;

import io.hotswap.domain.deployment.Environment;
import io.hotswap.domain.plugin.PluginId;
import java.util.List;

/// What nodes found of the versions they unloaded.
public interface UnloadReports {
  void report(UnloadReport report);

  /// The newest of each node and version, for as long as they are kept.
  List<UnloadReport> of(Environment environment, PluginId pluginId);
}
