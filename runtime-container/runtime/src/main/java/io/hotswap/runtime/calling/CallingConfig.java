package io.hotswap.runtime.calling;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param timeout after which a call is interrupted and its client gets 504
/// @param grace how long an interrupted call may run before it counts as unstoppable
/// @param mostCarriers upper limit of carrier threads when calls hold all there are
public record CallingConfig(Duration timeout, Duration grace, int mostCarriers) {
  private static final int MOST_OF_THE_JVM = 256;

  public static CallingConfig from(Variables variables) {
    return new CallingConfig(
        variables.millis("HOTSWAP_CALL_TIMEOUT_MILLIS", 30_000),
        variables.millis("HOTSWAP_UNSTOPPABLE_MILLIS", 5_000),
        variables.number("HOTSWAP_MOST_CARRIERS", 64, 1, MOST_OF_THE_JVM));
  }
}
