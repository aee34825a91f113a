package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Set;

/// The tenants that use a plugin in an environment, known from their calls of the last 30 days.
public interface Tenants {
  void record(Environment environment, PluginId pluginId, Set<String> tenants, Instant at);

  Set<String> of(Environment environment, PluginId pluginId);

  /// Tenants that called at `since` or later. A tenant is recorded once a day: `since` should be
  /// midnight UTC.
  Set<String> calling(Environment environment, PluginId pluginId, Instant since);
}
