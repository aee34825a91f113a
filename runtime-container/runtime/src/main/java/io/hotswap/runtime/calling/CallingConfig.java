package io.hotswap.runtime.calling;

import io.hotswap.runtime.config.Variables;
import java.time.Duration;

/// @param timeout after which a call is interrupted and its client has a 504
public record CallingConfig(Duration timeout) {
  public static CallingConfig from(Variables variables) {
    return new CallingConfig(variables.millis("HOTSWAP_CALL_TIMEOUT_MILLIS", 30_000));
  }
}
