package io.hotswap.testkit;

import java.time.Duration;

/// Time limits of the steps of a plugin's life, as on a node with default configuration.
///
/// @param probe a call without a body
/// @param call a call that was requested
/// @param threads for remaining threads to end after `stop`
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
