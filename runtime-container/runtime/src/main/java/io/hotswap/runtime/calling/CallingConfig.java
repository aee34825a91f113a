package io.hotswap.runtime.calling;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param timeout after which a call is interrupted and its client has a 504
/// @param grace for an interrupted call to end, before it counts as one that cannot be stopped
/// @param mostCarriers threads that calls run on at once, at most, when calls hold those there are
public record CallingConfig(Duration timeout, Duration grace, int mostCarriers) {
  private static final int MOST_OF_THE_JVM = 256;

  public static CallingConfig from(Variables variables) {
    return new CallingConfig(
        variables.millis("HOTSWAP_CALL_TIMEOUT_MILLIS", 30_000),
        variables.millis("HOTSWAP_UNSTOPPABLE_MILLIS", 5_000),
        variables.number("HOTSWAP_MOST_CARRIERS", 64, 1, MOST_OF_THE_JVM));
  }
}
