package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Map;

/// What tenants used of a plugin on one node in one minute of the clock.
///
/// @param minute when it begins, UTC
/// @param tenants those that called
public record UsageMinute(
    Environment environment,
    PluginId pluginId,
    String nodeId,
    String incarnation,
    Instant minute,
    Map<String, TenantUsage> tenants) {
  public UsageMinute {
    tenants = Map.copyOf(tenants);
  }
}
