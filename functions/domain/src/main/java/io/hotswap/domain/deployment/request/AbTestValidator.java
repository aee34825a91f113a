package io.hotswap.domain.deployment.request;

import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.DecisionMetric;
import io.hotswap.domain.deployment.strategy.Direction;
import io.hotswap.domain.deployment.strategy.OnInconclusive;
import io.hotswap.domain.deployment.strategy.Strategy;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// Validates an A/B test's configuration and fills in its defaults.
final class AbTestValidator {
  private static final Pattern METRIC = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
  private static final List<String> DEFAULT_METRICS = List.of("latency", "errorRate");

  private final ValidationErrors errors;

  AbTestValidator(ValidationErrors errors) {
    this.errors = errors;
  }

  Strategy settings(DeploymentSpec.AbConfig config, Optional<List<String>> versions) {
    twoVersions(config, versions);
    var names = metrics(config.decisionMetrics().orElse(DEFAULT_METRICS));
    boolean independent = independent(config, names);
    return new AbTest(
        config.variantA(),
        config.variantB(),
        split(config.trafficSplit()),
        errors.duration(
            "/abConfig/testDuration",
            config.testDuration(),
            "PT24H",
            ValidationErrors.SECOND,
            ValidationErrors.WEEK),
        errors.duration(
            "/abConfig/maxExtension",
            config.maxExtension(),
            "PT24H",
            Duration.ZERO,
            ValidationErrors.WEEK),
        config.onInconclusive().orElse(OnInconclusive.Fail),
        names,
        errors.minimumCalls("/abConfig/minimumCalls", config.minimumCalls()),
        errors.minimumTenants("/abConfig/minimumTenants", config.minimumTenants(), independent),
        independent,
        described(config.metrics(), names));
  }

  /// Plugin-recorded metrics have no value for a single call, so they need tenants as samples.
  private boolean independent(DeploymentSpec.AbConfig config, List<String> names) {
    boolean declared = config.callsAreIndependent().orElse(false);
    if (declared && names.stream().anyMatch(AbTestValidator::isRecorded)) {
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

  private Optional<List<DecisionMetric>> described(
      Optional<List<DeploymentSpec.MetricConfig>> metrics, List<String> names) {
    var acknowledgements = metrics.orElse(List.of());
    for (int i = 0; i < acknowledgements.size(); i++) {
      var name = acknowledgements.get(i).name();
      if (!names.contains(name) || !isRecorded(name)) {
        errors.add(
            "/abConfig/metrics/" + i + "/name",
            "one of the figures in `decisionMetrics`, other than `latency` and `errorRate`",
            "Name it there too; of those two lower is always better.");
      }
    }
    if (acknowledgements.stream().map(DeploymentSpec.MetricConfig::name).distinct().count()
        < acknowledgements.size()) {
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

  private void twoVersions(DeploymentSpec.AbConfig config, Optional<List<String>> versions) {
    if (config.variantA().equals(config.variantB())) {
      errors.add("/abConfig/variantB", "another version than variantA", "Name two versions.");
    }
    var named = new HashSet<>(List.of(config.variantA(), config.variantB()));
    if (versions.isEmpty()
        || versions.get().size() != 2
        || !Set.copyOf(versions.get()).equals(named)) {
      errors.add(
          "/versions", "both variants and no other version", "Send the two versions of abConfig.");
    }
  }

  private int split(Map<String, Integer> split) {
    int a = split.getOrDefault("A", 0);
    int b = split.getOrDefault("B", 0);
    if (split.size() != 2 || a < 1 || b < 1 || a + b != 100) {
      errors.add(
          "/abConfig/trafficSplit",
          "percentages of A and B, at least 1 each, that add up to 100",
          "Send for example {\"A\": 50, \"B\": 50}.");
    }
    return b;
  }

  private List<String> metrics(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!METRIC.matcher(names.get(i)).matches()) {
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
