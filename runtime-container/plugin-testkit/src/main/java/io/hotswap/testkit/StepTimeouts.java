package io.hotswap.testkit;

import java.time.Duration;

/// How long each step of a plugin's life may take, as on a node that is configured as it comes.
///
/// @param probe a call without a body
/// @param call a call that was asked for
/// @param threads for those that are left to end after `stop`
/// @param unload for the classes to be collected
record StepTimeouts(
    Duration start,
    Duration health,
    Duration probe,
    Duration call,
    Duration stop,
    Duration threads,
    Duration unload) {
  static final StepTimeouts OF_A_NODE =
      new StepTimeouts(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(5),
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));
}
