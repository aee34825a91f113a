package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// The nodes' health checks of versions. A node reports changes, failures and requested checks; not
/// every repeated success.
public interface HealthReports {
  void report(HealthReport report);

  /// The newest report of each node and version.
  List<HealthReport> of(Environment environment, PluginId pluginId);
}
