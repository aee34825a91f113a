package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Set;

/// The tenants that use a plugin in an environment, known from their calls of the last 30 days.
public interface Tenants {
  void seen(Environment environment, PluginId pluginId, Set<String> tenants, Instant at);

  Set<String> of(Environment environment, PluginId pluginId);

  /// Those of them that called at that time or later. A tenant is told of once a day: ask for whole
  /// days of UTC.
  Set<String> calling(Environment environment, PluginId pluginId, Instant since);
}
