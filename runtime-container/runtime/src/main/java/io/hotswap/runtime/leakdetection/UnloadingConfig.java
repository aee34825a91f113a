package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param cycle pause between two collections that the node requests, while a version waits for its
///   proof and no class-unloading collection happens by itself
/// @param mostObjects limit of the search for what holds a leak
/// @param mostTime limit of that search
public record UnloadingConfig(Duration cycle, int mostObjects, Duration mostTime) {
  public static UnloadingConfig from(Variables variables) {
    return new UnloadingConfig(
        variables.millis("HOTSWAP_UNLOAD_CYCLE_MILLIS", 10_000),
        variables.number("HOTSWAP_LEAK_SEARCH_OBJECTS", 2_000_000, 1_000, 100_000_000),
        variables.millis("HOTSWAP_LEAK_SEARCH_MILLIS", 30_000));
  }
}
