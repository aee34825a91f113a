package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/// How a strategy is to be carried out, with everything the caller left out filled in.
public sealed interface StrategySettings {
  Strategy strategy();

  /// How many calls of the version must have been seen before they count against it: within five
  /// minutes for a trigger, on each side for a verdict.
  long minimumCalls();

  /// What happens when the evidence does not suffice in time.
  enum OnInconclusive {
    /// The deployment ends FailedClean.
    Fail,
    /// It waits for somebody to promote or abort it.
    Pause
  }

  /// Which figures are the better ones.
  enum Direction {
    Higher,
    Lower
  }

  /// A figure that the plugin records.
  ///
  /// @param unit for people
  record DecisionMetric(String name, Direction better, Optional<String> unit) {}

  enum Switchover {
    Instant,
    Linear
  }

  /// Everybody at once.
  record Direct(long minimumCalls) implements StrategySettings {
    @Override
    public Strategy strategy() {
      return Strategy.Direct;
    }
  }

  /// @param steps share of the tenants in percent, growing; the last is 100
  /// @param evaluationPeriod how long each step but the last is watched
  /// @param maxExtension how much longer, when there is not enough evidence
  /// @param autoRollback false: a worse candidate pauses the deployment and alerts
  /// @param minimumTenants that must have called on each side before anything is said
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

    /// The shares that are judged before the next; the last step is everybody.
    public List<Integer> judgedShares() {
      return steps.stream().filter(share -> share < 100).toList();
    }

    /// What each stage's verdict answers.
    public VerdictQuestion question() {
      return VerdictQuestion.ofStage(Criterion.defaults(), Math.max(1, judgedShares().size()))
          .needing(minimumCalls, minimumTenants);
    }

    @Override
    public Strategy strategy() {
      return Strategy.Canary;
    }
  }

  /// @param warmupPeriod how long green stands beside blue before the switch
  /// @param switchoverPeriod over which a linear switch moves the tenants, a tenth at a time
  /// @param keepPreviousEnvironment whether blue stays loaded after the switch
  /// @param acceptance the calls that green has to answer as expected before it is Ready
  record BlueGreen(
      Duration warmupPeriod,
      Switchover switchoverType,
      Duration switchoverPeriod,
      boolean keepPreviousEnvironment,
      AcceptanceSuite acceptance,
      long minimumCalls)
      implements StrategySettings {
    public BlueGreen {
      // A deployment of an older release has none.
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
  /// @param decisionMetrics `latency`, `errorRate`, or a figure that the plugin records
  /// @param minimumTenants that must have called each variant before anything is said
  /// @param callsAreIndependent declared by the caller: few tenants may be judged by their calls
  /// @param metrics what is to be known of the figures among them, where the caller said it
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

    /// What the variants are compared by, in the order of the request.
    public List<Metric> compared() {
      return decisionMetrics.stream().map(this::compared).toList();
    }

    /// What the test's verdict answers.
    public VerdictQuestion question() {
      return VerdictQuestion.ofTest(
              compared().stream().map(Criterion::of).toList(), percentB / 100.0)
          .needing(minimumCalls, minimumTenants);
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
