package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// Validated settings of a strategy, with all defaults filled in.
public sealed interface StrategySettings {
  Strategy strategy();

  /// Minimum number of the version's calls before they count against it: within five minutes for a
  /// trigger, on each side for a verdict.
  long minimumCalls();

  /// What to do when the evidence does not suffice in time.
  enum OnInconclusive {
    /// The deployment ends FailedClean.
    Fail,
    /// The deployment pauses until a person promotes or aborts it.
    Pause
  }

  /// Which values of a metric are better.
  enum Direction {
    Higher,
    Lower
  }

  /// A metric that the plugin records.
  ///
  /// @param unit for display
  record DecisionMetric(String name, Direction better, Optional<String> unit) {}

  enum Switchover {
    Instant,
    Linear
  }

  /// Routes everybody at once.
  record Direct(long minimumCalls) implements StrategySettings {
    @Override
    public Strategy strategy() {
      return Strategy.Direct;
    }
  }

  /// @param steps share of the tenants in percent, growing; the last is 100
  /// @param evaluationPeriod how long each step but the last is observed
  /// @param maxExtension additional time while the evidence does not suffice
  /// @param autoRollback false: a worse candidate pauses the deployment and alerts
  /// @param minimumTenants that must have called on each side before a verdict
  /// @param callsAreIndependent declared by the caller: few tenants may be judged by their calls
  record Canary(
      List<Integer> steps,
      Duration evaluationPeriod,
      Duration maxExtension,
      OnInconclusive onInconclusive,
      boolean autoRollback,
      long minimumCalls,
      int minimumTenants,
      boolean callsAreIndependent)
      implements StrategySettings {
    public Canary {
      steps = List.copyOf(steps);
    }

    /// The shares with a verdict: all but the last, which is 100.
    public List<Integer> judgedShares() {
      return steps.stream().filter(share -> share < 100).toList();
    }

    /// The question that each stage's verdict answers.
    public VerdictQuestion question() {
      return VerdictQuestion.ofStage(Criterion.defaults(), Math.max(1, judgedShares().size()))
          .withMinimums(minimumCalls, minimumTenants);
    }

    @Override
    public Strategy strategy() {
      return Strategy.Canary;
    }
  }

  /// @param warmupPeriod how long green is ready beside blue before the switch
  /// @param switchoverPeriod over which a linear switch moves the tenants, a tenth at a time
  /// @param keepPreviousEnvironment whether blue stays loaded after the switch
  /// @param acceptance calls that green must answer as expected before it is Ready
  record BlueGreen(
      Duration warmupPeriod,
      Switchover switchoverType,
      Duration switchoverPeriod,
      boolean keepPreviousEnvironment,
      AcceptanceSuite acceptance,
      long minimumCalls)
      implements StrategySettings {
    public BlueGreen {
      // Absent in deployments stored by an older release.
      acceptance = Objects.requireNonNullElse(acceptance, AcceptanceSuite.NONE);
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
      implements StrategySettings {
    @Override
    public Strategy strategy() {
      return Strategy.Rolling;
    }
  }

  /// @param variantA the version that serves now
  /// @param percentB share of the tenants that get variant B
  /// @param decisionMetrics `latency`, `errorRate`, or a metric that the plugin records
  /// @param minimumTenants that must have called each variant before a verdict
  /// @param callsAreIndependent declared by the caller: few tenants may be judged by their calls
  /// @param metrics direction and unit of recorded metrics, where the caller gave them
  record AbTest(
      String variantA,
      String variantB,
      int percentB,
      Duration testDuration,
      Duration maxExtension,
      OnInconclusive onInconclusive,
      List<String> decisionMetrics,
      long minimumCalls,
      int minimumTenants,
      boolean callsAreIndependent,
      Optional<List<DecisionMetric>> metrics)
      implements StrategySettings {
    public AbTest {
      decisionMetrics = List.copyOf(decisionMetrics);
      metrics = metrics.map(List::copyOf);
    }

    /// The metrics that the variants are compared by, in the order of the request.
    public List<Metric> compared() {
      return decisionMetrics.stream().map(this::compared).toList();
    }

    /// The question that the test's verdict answers.
    public VerdictQuestion question() {
      return VerdictQuestion.ofTest(
              compared().stream().map(Criterion::of).toList(), percentB / 100.0)
          .withMinimums(minimumCalls, minimumTenants);
    }

    private Metric compared(String name) {
      var said =
          metrics.orElse(List.of()).stream().filter(it -> it.name().equals(name)).findFirst();
      return said.<Metric>map(
              it -> new Metric.Recorded(name, it.better() == Direction.Lower, it.unit()))
          .orElseGet(() -> Metric.named(name));
    }

    @Override
    public Strategy strategy() {
      return Strategy.ABTesting;
    }
  }
}
