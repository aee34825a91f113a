package io.hotswap.domain.deployment;

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

  private final Objections objections;

  VariantRules(Objections objections) {
    this.objections = objections;
  }

  Settings settings(Wish.AbConfig config, Optional<List<String>> versions) {
    twoVersions(config, versions);
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
        metrics(config.decisionMetrics().orElse(List.of("latency", "errorRate"))),
        objections.minimumCalls("/abConfig/minimumCalls", config.minimumCalls()));
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
