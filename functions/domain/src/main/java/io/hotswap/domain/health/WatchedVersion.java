package io.hotswap.domain.health;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import java.time.Instant;
import java.util.Optional;

/// A version under watch, and its baseline.
///
/// @param previous the version a rollback returns to; empty when nothing served before
/// @param since when the first call was routed to it; older counts belong to an earlier deployment
/// @param baselineMicros p99 of the previous version when the watch began; 0 when unknown
/// @param minimumCalls least calls in five minutes for error rate and latency; failed checks need
///   none, [FastBurn] a tenth of it as failures
/// @param analysis in progress, which counts calls by tenant
public record WatchedVersion(
    Environment environment,
    PluginId pluginId,
    String version,
    Optional<String> previous,
    Instant since,
    long baselineMicros,
    long minimumCalls,
    Optional<Analysis> analysis) {}
