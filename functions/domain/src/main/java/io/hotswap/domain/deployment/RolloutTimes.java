package io.hotswap.domain.deployment;

import java.time.Duration;

/// @param stage how long the nodes have to follow one routing document
/// @param start after which a state machine that has not begun is started again
/// @param whole after which a state machine that has not ended is dead: more than its own time
///   budget
public record RolloutTimes(Duration stage, Duration start, Duration whole) {
  public static final RolloutTimes DEFAULT =
      new RolloutTimes(Duration.ofSeconds(60), Duration.ofSeconds(30), Duration.ofMinutes(20));
}
