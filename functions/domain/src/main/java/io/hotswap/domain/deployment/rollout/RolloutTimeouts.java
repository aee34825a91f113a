package io.hotswap.domain.deployment.rollout;

import java.time.Duration;

/// @param stage how long the nodes have to follow one routing document
/// @param start after which a state machine that has not begun is started again
/// @param whole after its deadline a state machine that has not gone on is dead: more than its own
///   retries take
/// @param watch how long a version is watched once it serves
/// @param baseline how far back what served before is measured; a day when nobody called it then
/// @param place how long an approved deployment waits for its place
public record RolloutTimeouts(
    Duration stage,
    Duration start,
    Duration whole,
    Duration watch,
    Duration baseline,
    Duration place) {
  public static final RolloutTimeouts DEFAULT =
      new RolloutTimeouts(
          Duration.ofSeconds(60),
          Duration.ofSeconds(30),
          Duration.ofMinutes(20),
          Duration.ofHours(72),
          Duration.ofMinutes(15),
          Duration.ofHours(1));
}
