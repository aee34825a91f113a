package io.hotswap.domain.verdict;

import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/// Verdicts for people: one sentence with the numbers that decided.
final class Wording {
  private Wording() {}

  static String of(Answer answer, List<Finding> findings) {
    var lead =
        switch (answer) {
          case Worse -> "Worse: ";
          case NotEnough -> "Not enough seen yet: ";
          case Better -> "Better: ";
          case Same -> "No worse: ";
        };
    return findings.stream()
        .filter(it -> it.answer() == answer)
        .map(Wording::of)
        .collect(Collectors.joining("; ", lead, "."));
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
        question.minimumTenants());
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
