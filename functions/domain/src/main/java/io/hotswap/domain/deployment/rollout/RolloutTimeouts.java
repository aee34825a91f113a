package io.hotswap.domain.deployment.rollout;

import java.time.Duration;

/// @param stage how long the nodes have to apply one routing document
/// @param start after which a state machine that has not begun is started again
/// @param stall how long after its deadline an execution without progress is considered dead; more
///   than its own retries take
/// @param watch how long a version is watched once it serves
/// @param baseline period over which the previous version is measured; a day when it had no calls
/// @param slot how long an approved deployment waits for its slot
public record RolloutTimeouts(
    Duration stage,
    Duration start,
    Duration stall,
    Duration watch,
    Duration baseline,
    Duration slot) {
  public static final RolloutTimeouts DEFAULT =
      new RolloutTimeouts(
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(20),
          Duration.ofHours(72),
          Duration.ofMinutes(15),
          Duration.ofHours(1));
}
