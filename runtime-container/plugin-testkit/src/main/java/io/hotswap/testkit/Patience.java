package io.hotswap.testkit;

import java.time.Duration;

/// How long each step of a plugin's life may take, as on a node.
record Patience(Duration startOrStop, Duration answer, Duration threads, Duration unload) {
  static final Patience OF_A_NODE =
      new Patience(
          Duration.ofSeconds(30),
          Duration.ofSeconds(5),
          Duration.ofSeconds(2),
          Duration.ofSeconds(10));
}
