package io.hotswap.domain.deployment;

import java.time.Instant;

/// When a phase that begins anew must be over.
final class Deadlines {
  private Deadlines() {}

  static Instant of(Deployment deployment, RolloutTimes times, Instant now) {
    var follow = now.plus(times.stage());
    if (deployment.progress().phase() != Phase.Observing) {
      return switch (deployment.order().settings()) {
        case Settings.BlueGreen it -> follow.plus(it.warmupPeriod());
        default -> follow;
      };
    }
    return switch (deployment.order().settings()) {
      case Settings.Direct it -> follow;
      case Settings.Canary it -> follow.plus(it.evaluationPeriod()).plus(it.maxExtension());
      case Settings.BlueGreen it -> follow.plus(it.switchoverPeriod());
      case Settings.Rolling it -> follow.plus(it.waitBetweenBatches());
      case Settings.AbTest it -> follow.plus(it.testDuration()).plus(it.maxExtension());
    };
  }
}
