package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.List;

/// Counts by tenant while an analysis is in progress.
public interface TenantSamples {
  /// Replaces this process's earlier sample of that window.
  void record(TenantSample sample);

  /// The newest sample of every process of every node that took part.
  List<TenantSample> of(Environment environment, PluginId pluginId, String window);
}
