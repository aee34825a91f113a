package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// The nodes' findings on the health of versions. A node reports changes, failures, and whatever it
/// was asked for; not every "still healthy".
public interface HealthReports {
  void report(HealthReport report);

  /// The newest of each node and version.
  List<HealthReport> of(Environment environment, PluginId pluginId);
}
