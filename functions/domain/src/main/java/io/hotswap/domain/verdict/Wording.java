package io.hotswap.domain.verdict;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Verdicts for people: one sentence with the numbers that decided.
final class Wording {
  private static final double CONCENTRATED = 0.5;

  private Wording() {}

  static String of(Question question, Answer answer, List<Finding> findings, Method method) {
    var lead =
        switch (answer) {
          case Worse -> "Worse: ";
          case NotEnough -> "Not enough seen yet: ";
          case Better -> "Better: ";
          case Same -> "No worse: ";
        };
    return findings.stream()
        .filter(it -> it.answer() == answer)
        .map(it -> of(it) + unit(question, it))
        .collect(Collectors.joining("; ", lead, method.told() + "."));
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

  static String tooLittle(Question question, Arm candidate, Arm baseline) {
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

  static String notNow(Arm candidate, Arm baseline) {
    return String.format(
        Locale.ROOT,
        "Not enough seen yet: %d tenants on the candidate and %d on the baseline. Fewer than %d are"
            + " judged at the end of the period and of its extension only.",
        candidate.tenants(),
        baseline.tenants(),
        Question.FEW_TENANTS);
  }

  /// What stands or falls with one tenant is said.
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

  private static String unit(Question question, Finding finding) {
    return question.criteria().stream()
        .map(Criterion::metric)
        .filter(it -> it instanceof Metric.Recorded && it.name().equals(finding.metric()))
        .map(it -> ": " + it.told())
        .findFirst()
        .orElse("");
  }

  private static String of(Finding finding) {
    var unit = finding.metric().equals("errorRate") ? "points" : "%";
    return String.format(
        Locale.ROOT,
        "%s %s against %s, a difference between %+.2f and %+.2f %s (tolerated: %.2f)",
        finding.metric(),
        value(finding.metric(), finding.candidate()),
        value(finding.metric(), finding.baseline()),
        100 * finding.low(),
        100 * finding.high(),
        unit,
        100 * finding.margin());
  }

  private static String value(String metric, double value) {
    return switch (metric) {
      case "errorRate" -> String.format(Locale.ROOT, "%.2f %%", 100 * value);
      case "latency" -> String.format(Locale.ROOT, "%.3g ms", value);
      default -> String.format(Locale.ROOT, "%.4g", value);
    };
  }
}
