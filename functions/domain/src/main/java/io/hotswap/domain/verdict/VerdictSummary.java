package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.Metric;
import io.hotswap.domain.verdict.statistics.SampleRatio;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// A verdict's reason for people: one sentence with the numbers that decided.
final class VerdictSummary {
  private static final double CONCENTRATED = 0.5;

  private VerdictSummary() {}

  static String of(
      VerdictQuestion question,
      Conclusion conclusion,
      List<MetricComparison> findings,
      ComparisonMethod comparisonMethod) {
    var lead =
        switch (conclusion) {
          case Worse -> "Worse: ";
          case Inconclusive -> "Not enough seen yet: ";
          case Better -> "Better: ";
          case Same -> "No worse: ";
        };
    return findings.stream()
        .filter(it -> it.answer() == conclusion)
        .map(it -> of(it) + unit(question, it))
        .collect(Collectors.joining("; ", lead, comparisonMethod.summary() + "."));
  }

  static String broken(SampleRatio ratio) {
    return String.format(
        Locale.ROOT,
        "No verdict on a broken split: %.2f %% of the tenants that called were on the candidate,"
            + " %.2f %% were sent there (p = %.1e).",
        100 * ratio.observedShare(),
        100 * ratio.expectedShare(),
        ratio.pValue());
  }

  static String tooLittle(VerdictQuestion question, Arm candidate, Arm baseline) {
    return String.format(
        Locale.ROOT,
        "Not enough seen yet: %d calls of %d tenants on the candidate and %d of %d on the"
            + " baseline, each needs %d of %d.",
        candidate.calls(),
        candidate.tenants(),
        baseline.calls(),
        baseline.tenants(),
        question.minimumCalls(),
        question.leastTenants());
  }

  static String tooFewChoices(Arm candidate, Arm baseline, double choices, double needed) {
    return String.format(
        Locale.ROOT,
        "Not enough tenants for any verdict: there are %.0f ways to choose %d of %d, and it takes"
            + " %.0f to be sure.",
        choices,
        candidate.tenants(),
        candidate.tenants() + baseline.tenants(),
        needed);
  }

  static String judgedLater(Arm candidate, Arm baseline) {
    return String.format(
        Locale.ROOT,
        "Not enough seen yet: %d tenants on the candidate and %d on the baseline. Fewer than %d are"
            + " judged at the end of the period and of its extension only.",
        candidate.tenants(),
        baseline.tenants(),
        VerdictQuestion.FEW_TENANTS);
  }

  /// Names an arm whose calls are mostly one tenant's.
  static String concentration(Arm candidate, Arm baseline) {
    return concentration("candidate", candidate) + concentration("baseline", baseline);
  }

  private static String concentration(String name, Arm arm) {
    return arm.heaviest() > CONCENTRATED && arm.tenants() > 1
        ? String.format(
            Locale.ROOT,
            " One of %d tenants made %.0f %% of the %s's calls.",
            arm.tenants(),
            100 * arm.heaviest(),
            name)
        : "";
  }

  private static String unit(VerdictQuestion question, MetricComparison comparison) {
    return question.criteria().stream()
        .map(Criterion::metric)
        .filter(it -> it instanceof Metric.Recorded && it.name().equals(comparison.metric()))
        .map(it -> ": " + it.description())
        .findFirst()
        .orElse("");
  }

  private static String of(MetricComparison comparison) {
    var unit = comparison.metric().equals("errorRate") ? "points" : "%";
    return String.format(
        Locale.ROOT,
        "%s %s against %s, a difference between %+.2f and %+.2f %s (tolerated: %.2f)",
        comparison.metric(),
        value(comparison.metric(), comparison.candidate()),
        value(comparison.metric(), comparison.baseline()),
        100 * comparison.low(),
        100 * comparison.high(),
        unit,
        100 * comparison.margin());
  }

  private static String value(String metric, double value) {
    return switch (metric) {
      case "errorRate" -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
      case "latency" -> String.format(Locale.ROOT, "%.3g ms", value);
      default -> String.format(Locale.ROOT, "%.4g", value);
    };
  }
}
