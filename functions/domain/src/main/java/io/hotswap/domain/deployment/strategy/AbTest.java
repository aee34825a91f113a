package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// @param variantA the version that serves now
/// @param percentB share of the tenants that get variant B
/// @param decisionMetrics `latency`, `errorRate`, or a metric that the plugin records
/// @param minimumTenants that must have called each variant before a verdict
/// @param callsAreIndependent declared by the caller: few tenants may be judged by their calls
/// @param metrics direction and unit of recorded metrics, where the caller gave them
public record AbTest(
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
    implements Strategy {
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
    return VerdictQuestion.ofTest(compared().stream().map(Criterion::of).toList(), percentB / 100.0)
        .withMinimums(minimumCalls, minimumTenants);
  }

  private Metric compared(String name) {
    var described =
        metrics.orElse(List.of()).stream().filter(it -> it.name().equals(name)).findFirst();
    return described
        .<Metric>map(it -> new Metric.Recorded(name, it.better() == Direction.Lower, it.unit()))
        .orElseGet(() -> Metric.named(name));
  }

  @Override
  public StrategyName name() {
    return StrategyName.ABTesting;
  }
}
