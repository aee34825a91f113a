package io.hotswap.domain.deployment;

import io.hotswap.domain.routing.Supervision.AcceptanceCase;
import java.time.Duration;
import java.util.List;

/// How a strategy is to be carried out, with everything the caller left out filled in.
public sealed interface Settings {
  Strategy strategy();

  /// How many calls of the version must have been seen before they count against it: within five
  /// minutes for a trigger, on each side for a verdict.
  long minimumCalls();

  /// What happens when the evidence does not suffice in time.
  enum OnDoubt {
    /// The deployment ends FailedClean.
    Fail,
    /// It waits for somebody to promote or abort it.
    Pause
  }

  enum Switchover {
    Instant,
    Linear
  }

  /// Everybody at once.
  record Direct(long minimumCalls) implements Settings {
    @Override
    public Strategy strategy() {
      return Strategy.Direct;
    }
  }

  /// @param steps share of the tenants in percent, growing; the last is 100
  /// @param evaluationPeriod how long each step but the last is watched
  /// @param maxExtension how much longer, when there is not enough evidence
  /// @param autoRollback false: a worse candidate pauses the deployment and alerts
  record Canary(
      List<Integer> steps,
      Duration evaluationPeriod,
      Duration maxExtension,
      OnDoubt onNotEnough,
      boolean autoRollback,
      long minimumCalls)
      implements Settings {
    public Canary {
      steps = List.copyOf(steps);
    }

    @Override
    public Strategy strategy() {
      return Strategy.Canary;
    }
  }

  /// @param warmupPeriod how long green stands beside blue before the switch
  /// @param switchoverPeriod over which a linear switch moves the tenants, a tenth at a time
  /// @param keepPreviousEnvironment whether blue stays loaded after the switch
  record BlueGreen(
      Duration warmupPeriod,
      Switchover switchoverType,
      Duration switchoverPeriod,
      boolean keepPreviousEnvironment,
      List<AcceptanceCase> acceptanceCases,
      long minimumCalls)
      implements Settings {
    public BlueGreen {
      acceptanceCases = List.copyOf(acceptanceCases);
    }

    @Override
    public Strategy strategy() {
      return Strategy.BlueGreen;
    }
  }

  /// @param batchSize nodes at a time
  /// @param healthCheckTimeout how long a batch has to serve the version healthily
  record Rolling(
      int batchSize, Duration waitBetweenBatches, Duration healthCheckTimeout, long minimumCalls)
      implements Settings {
    @Override
    public Strategy strategy() {
      return Strategy.Rolling;
    }
  }

  /// @param variantA the version that serves now
  /// @param percentB share of the tenants that get variant B
  /// @param decisionMetrics `latency`, `errorRate`, or a figure that the plugin records
  record AbTest(
      String variantA,
      String variantB,
      int percentB,
      Duration testDuration,
      Duration maxExtension,
      OnDoubt onNotEnough,
      List<String> decisionMetrics,
      long minimumCalls)
      implements Settings {
    public AbTest {
      decisionMetrics = List.copyOf(decisionMetrics);
    }

    @Override
    public Strategy strategy() {
      return Strategy.ABTesting;
    }
  }
}
