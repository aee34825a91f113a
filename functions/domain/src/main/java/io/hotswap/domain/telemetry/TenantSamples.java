package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// Counts by tenant while an analysis is under way.
public interface TenantSamples {
  /// Replaces what this process of the node said in that window before.
  void record(TenantSample sample);

  /// The newest sample of every process of every node that took part.
  List<TenantSample> of(Environment environment, PluginId pluginId, String window);
}
