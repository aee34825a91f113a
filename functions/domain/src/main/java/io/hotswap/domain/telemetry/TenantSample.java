package io.hotswap.domain.telemetry;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.Map;

/// One node process's counts by tenant since an analysis began.
///
/// @param window the analysis, as the routing document names it
/// @param versions version to tenant to counts, since the window began
/// @param before by tenant, on the version that served before the window began, up to then
public record TenantSample(
    Environment environment,
    PluginId pluginId,
    String window,
    String nodeId,
    String incarnation,
    Instant at,
    Map<String, Map<String, TenantStats>> versions,
    Map<String, TenantStats> before) {}
