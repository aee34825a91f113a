package io.hotswap.domain.deployment.strategy;

import java.time.Duration;

/// How the nodes get a version ready before anybody is routed to it.
///
/// @param name as plans show it
/// @param condition for the first stage, in words
/// @param previewed whether it can be called with a preview token meanwhile
/// @param acceptance calls that it must answer as expected before it is Ready
/// @param warmup how long it is ready before the first stage
public record Staging(
    String name, String condition, boolean previewed, AcceptanceSuite acceptance, Duration warmup) {
  static final String LOADED = "every live node has it loaded, started and healthy";
  static final Staging PLAIN =
      new Staging("Stage", LOADED, false, AcceptanceSuite.NONE, Duration.ZERO);
}
