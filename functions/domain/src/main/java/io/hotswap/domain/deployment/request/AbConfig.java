package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.DecisionMetric;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.verdict.statistics.Metric;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Settings of an A/B test as a client sends them.
public record AbConfig(
    String variantA,
    String variantB,
    Map<String, Integer> trafficSplit,
    Optional<Duration> testDuration,
    Optional<Duration> maxExtension,
    Optional<OnInconclusive> onInconclusive,
    Optional<List<String>> decisionMetrics,
    Optional<Long> minimumCalls,
    Optional<Integer> minimumTenants,
    Optional<Boolean> callsAreIndependent,
    Optional<List<MetricConfig>> metrics)
    implements StrategyConfig {
  private static final List<String> DEFAULT_METRICS = List.of("latency", "errorRate");

  /// @param better higher when left out
  public record MetricConfig(String name, Optional<Direction> better, Optional<String> unit) {}

  @Override
  public String pointer() {
    return "/abConfig";
  }

  @Override
  public AbTest validated(DeploymentSpec spec, ValidationErrors errors) {
    checkVersions(errors, spec);
    var names = names(errors, decisionMetrics.orElse(DEFAULT_METRICS));
    boolean independent = independent(errors, names);
    return new AbTest(
        variantA,
        variantB,
        percentB(errors),
        errors.duration(
            "/abConfig/testDuration",
            testDuration,
            "PT24H",
            ValidationErrors.SECOND,
            ValidationErrors.WEEK),
        errors.duration(
            "/abConfig/maxExtension", maxExtension, "PT24H", Duration.ZERO, ValidationErrors.WEEK),
        onInconclusive.orElse(OnInconclusive.Fail),
        names,
        errors.minimumCalls("/abConfig/minimumCalls", minimumCalls),
        errors.minimumTenants("/abConfig/minimumTenants", minimumTenants, independent),
        independent,
        described(errors, names));
  }

  /// Plugin-recorded metrics have no value for a single call, so they need tenants as samples.
  private boolean independent(ValidationErrors errors, List<String> names) {
    boolean declared = callsAreIndependent.orElse(false);
    if (declared && names.stream().anyMatch(AbConfig::isRecorded)) {
      errors.add(
          "/abConfig/callsAreIndependent",
          "to be true only with the decision metrics `latency` and `errorRate`",
          "Leave it out, or decide by these two only.");
    }
    return declared;
  }

  private static boolean isRecorded(String name) {
    return !DEFAULT_METRICS.contains(name);
  }

  private Optional<List<DecisionMetric>> described(ValidationErrors errors, List<String> names) {
    var described = metrics.orElse(List.of());
    for (int i = 0; i < described.size(); i++) {
      var name = described.get(i).name();
      if (!names.contains(name) || !isRecorded(name)) {
        errors.add(
            "/abConfig/metrics/" + i + "/name",
            "one of the figures in `decisionMetrics`, other than `latency` and `errorRate`",
            "Name it there too; of those two lower is always better.");
      }
    }
    if (described.stream().map(MetricConfig::name).distinct().count() < described.size()) {
      errors.add("/abConfig/metrics", "each metric once", "Remove the double.");
    }
    return metrics.map(
        all ->
            all.stream()
                .map(
                    it ->
                        new DecisionMetric(
                            it.name(), it.better().orElse(Direction.Higher), it.unit()))
                .toList());
  }

  private void checkVersions(ValidationErrors errors, DeploymentSpec spec) {
    if (variantA.equals(variantB) && spec.configuration().isEmpty()) {
      errors.add(
          "/abConfig/variantB",
          "another version than variantA, or the same with a `configuration`",
          "Name two versions, or send the default configuration to test.");
    }
    var versions = spec.versions();
    var named = new HashSet<>(List.of(variantA, variantB));
    if (versions.isEmpty()
        || versions.get().size() != 2
        || !Set.copyOf(versions.get()).equals(named)) {
      errors.add(
          "/versions", "both variants and no other version", "Send the two versions of abConfig.");
    }
  }

  private int percentB(ValidationErrors errors) {
    int a = trafficSplit.getOrDefault("A", 0);
    int b = trafficSplit.getOrDefault("B", 0);
    if (trafficSplit.size() != 2 || a < 1 || b < 1 || a + b != 100) {
      errors.add(
          "/abConfig/trafficSplit",
          "percentages of A and B, at least 1 each, that add up to 100",
          "Send for example {\"A\": 50, \"B\": 50}.");
    }
    return b;
  }

  private static List<String> names(ValidationErrors errors, List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!Metric.Recorded.isName(names.get(i))) {
        errors.add(
            "/abConfig/decisionMetrics/" + i,
            "`latency`, `errorRate`, or a figure that the plugin records, in camelCase",
            "Send for example conversionRate for the figure conversion_rate.");
      }
    }
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      errors.add("/abConfig/decisionMetrics", "at least one metric, none twice", "Send each once.");
    }
    return names;
  }
}
