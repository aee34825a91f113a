package io.hotswap.runtime.loading;

import io.hotswap.runtime.config.Variables;
import io.hotswap.runtime.pluginlog.LogLimits;
import java.time.Duration;

/// Time limits of a plugin's lifecycle.
///
/// @param start limit of its constructor and `start`
/// @param health limit of `health`
/// @param healthEvery pause between two health checks of a running version
/// @param drain for calls in flight when a version is retired, before they are interrupted
/// @param stop for interrupted calls to end, and for `stop`
/// @param retry pause before a version whose binary could not be fetched is tried again
/// @param prefetched most classes of a plugin that are remembered and defined ahead when it is
///   loaded again; 0 for none
/// @param remembered most archives, and as many jars, whose manifests are not read again
public record LoadingConfig(
    Duration start,
    Duration health,
    Duration healthEvery,
    Duration drain,
    Duration stop,
    Duration retry,
    int prefetched,
    int remembered,
    LogLimits logs) {
  public static LoadingConfig from(Variables variables) {
    return new LoadingConfig(
        variables.millis("HOTSWAP_START_TIMEOUT_MILLIS", 30_000),
        variables.millis("HOTSWAP_HEALTH_TIMEOUT_MILLIS", 5_000),
        variables.millis("HOTSWAP_HEALTH_MILLIS", 30_000),
        variables.millis("HOTSWAP_DRAIN_MILLIS", 30_000),
        variables.millis("HOTSWAP_STOP_TIMEOUT_MILLIS", 5_000),
        variables.millis("HOTSWAP_RETRY_MILLIS", 10_000),
        variables.number("HOTSWAP_PREFETCH_CLASSES", 1_024, 0, 100_000),
        variables.number("HOTSWAP_REMEMBERED_JARS", 256, 0, 100_000),
        LogLimits.from(variables));
  }
}
