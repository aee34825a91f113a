package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Settings.DecisionMetric;
import io.hotswap.domain.deployment.Settings.Direction;
import io.hotswap.domain.deployment.Settings.OnDoubt;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/// What may be wished of an A/B test.
final class VariantRules {
  private static final Pattern METRIC = Pattern.compile("[a-z][a-zA-Z0-9]{0,63}");
  private static final List<String> DEFAULT_METRICS = List.of("latency", "errorRate");

  private final Objections objections;

  VariantRules(Objections objections) {
    this.objections = objections;
  }

  Settings settings(Wish.AbConfig config, Optional<List<String>> versions) {
    twoVersions(config, versions);
    var names = metrics(config.decisionMetrics().orElse(DEFAULT_METRICS));
    boolean independent = independent(config, names);
    return new Settings.AbTest(
        config.variantA(),
        config.variantB(),
        split(config.trafficSplit()),
        objections.time(
            "/abConfig/testDuration",
            config.testDuration(),
            "PT24H",
            Objections.SECOND,
            Objections.WEEK),
        objections.time(
            "/abConfig/maxExtension",
            config.maxExtension(),
            "PT24H",
            Duration.ZERO,
            Objections.WEEK),
        config.onNotEnough().orElse(OnDoubt.Fail),
        names,
        objections.minimumCalls("/abConfig/minimumCalls", config.minimumCalls()),
        objections.minimumTenants("/abConfig/minimumTenants", config.minimumTenants(), independent),
        independent,
        described(config.metrics(), names));
  }

  /// Of a figure nothing is known that a single call could be measured by.
  private boolean independent(Wish.AbConfig config, List<String> names) {
    boolean declared = config.callsAreIndependent().orElse(false);
    if (declared && names.stream().anyMatch(VariantRules::isRecorded)) {
      objections.wrong(
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
      Optional<List<Wish.MetricConfig>> metrics, List<String> names) {
    var said = metrics.orElse(List.of());
    for (int i = 0; i < said.size(); i++) {
      var name = said.get(i).name();
      if (!names.contains(name) || !isRecorded(name)) {
        objections.wrong(
            "/abConfig/metrics/" + i + "/name",
            "one of the figures in `decisionMetrics`, other than `latency` and `errorRate`",
            "Name it there too; of those two lower is always better.");
      }
    }
    if (said.stream().map(Wish.MetricConfig::name).distinct().count() < said.size()) {
      objections.wrong("/abConfig/metrics", "each metric once", "Remove the double.");
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

  private void twoVersions(Wish.AbConfig config, Optional<List<String>> versions) {
    if (config.variantA().equals(config.variantB())) {
      objections.wrong("/abConfig/variantB", "another version than variantA", "Name two versions.");
    }
    var named = new HashSet<>(List.of(config.variantA(), config.variantB()));
    if (versions.isEmpty()
        || versions.get().size() != 2
        || !Set.copyOf(versions.get()).equals(named)) {
      objections.wrong(
          "/versions", "both variants and no other version", "Send the two versions of abConfig.");
    }
  }

  private int split(Map<String, Integer> split) {
    int a = split.getOrDefault("A", 0);
    int b = split.getOrDefault("B", 0);
    if (split.size() != 2 || a < 1 || b < 1 || a + b != 100) {
      objections.wrong(
          "/abConfig/trafficSplit",
          "percentages of A and B, at least 1 each, that add up to 100",
          "Send for example {\"A\": 50, \"B\": 50}.");
    }
    return b;
  }

  private List<String> metrics(List<String> names) {
    for (int i = 0; i < names.size(); i++) {
      if (!METRIC.matcher(names.get(i)).matches()) {
        objections.wrong(
            "/abConfig/decisionMetrics/" + i,
            "`latency`, `errorRate`, or a figure that the plugin records, in camelCase",
            "Send for example conversionRate for the figure conversion_rate.");
      }
    }
    if (names.isEmpty() || Set.copyOf(names).size() < names.size()) {
      objections.wrong(
          "/abConfig/decisionMetrics", "at least one metric, none twice", "Send each once.");
    }
    return names;
  }
}
