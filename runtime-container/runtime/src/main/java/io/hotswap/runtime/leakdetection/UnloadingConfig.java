package io.hotswap.runtime.leakdetection;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param cycle while something waits for its proof and no collection that unloads classes comes by
///   itself, one is asked for this often
/// @param mostObjects that a search for what holds a leak looks at
/// @param mostTime that it may take
public record UnloadingConfig(Duration cycle, int mostObjects, Duration mostTime) {
  public static UnloadingConfig from(Variables variables) {
    return new UnloadingConfig(
        variables.millis("HOTSWAP_UNLOAD_CYCLE_MILLIS", 10_000),
        variables.number("HOTSWAP_LEAK_SEARCH_OBJECTS", 2_000_000, 1_000, 100_000_000),
        variables.millis("HOTSWAP_LEAK_SEARCH_MILLIS", 30_000));
  }
}
