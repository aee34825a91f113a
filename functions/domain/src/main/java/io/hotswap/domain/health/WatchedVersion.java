package io.hotswap.domain.health;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision.Analysis;
import java.time.Instant;
import java.util.Optional;

/// A version that is looked after, and what it is measured against.
///
/// @param previous what would serve again; empty when nothing served before
/// @param since when the first call was routed to it: what was counted before that was counted of
///   an earlier deployment
/// @param baselineMicros p99 of the previous version when the watch began; 0 when unknown
/// @param minimumCalls fewer in five minutes prove nothing; failed checks need none, and [FastBurn]
///   a tenth of it that failed
/// @param analysis under way, which counts its calls by tenant
public record WatchedVersion(
    Environment environment,
    PluginId pluginId,
    String version,
    Optional<String> previous,
    Instant since,
    long baselineMicros,
    long minimumCalls,
    Optional<Analysis> analysis) {}
