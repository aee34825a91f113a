package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;
import io.hotswap.domain.verdict.statistics.Permutations;
import io.hotswap.domain.verdict.statistics.SampleRatio;
import java.util.List;
import java.util.Optional;

/// Compares a candidate with its baseline. A pure function: the same question and evidence give an
/// equal verdict.
public final class VerdictCalculator {
  private VerdictCalculator() {}

  public static Verdict judge(VerdictQuestion question, Evidence evidence) {
    return judge(question, evidence, true);
  }

  /// The same answer and reason, without findings where there is too little evidence to decide:
  /// they are not computed then.
  static Verdict judgeBriefly(VerdictQuestion question, Evidence evidence) {
    return judge(question, evidence, false);
  }

  private static Verdict judge(VerdictQuestion question, Evidence evidence, boolean whole) {
    var candidate = new Arm(evidence.candidate(), evidence.before());
    var baseline = new Arm(evidence.baseline(), evidence.before());
    Optional<SampleRatio> ratio =
        question.expectedShare().isPresent()
            ? Optional.of(
                SampleRatio.of(
                    question.expectedShare().getAsDouble(),
                    candidate.tenants(),
                    baseline.tenants()))
            : Optional.empty();
    var comparisonMethod = ComparisonMethod.of(question, candidate, baseline);
    var obstacle =
        ratio
            .filter(SampleRatio::broken)
            .map(VerdictSummary::broken)
            .or(() -> tooLittle(question, comparisonMethod, candidate, baseline));
    var findings =
        whole || obstacle.isEmpty()
            ? findings(question, comparisonMethod, candidate, baseline)
            : List.<MetricComparison>of();
    var decided = obstacle.isPresent() ? undecided(findings) : findings;
    var conclusion = overall(decided);
    return new Verdict(
        conclusion,
        obstacle.orElseGet(() -> VerdictSummary.of(question, conclusion, decided, comparisonMethod))
            + VerdictSummary.concentration(candidate, baseline),
        decided,
        ratio,
        candidate.calls(),
        baseline.calls(),
        candidate.tenants(),
        baseline.tenants(),
        candidate.heaviest(),
        baseline.heaviest());
  }

  private static List<MetricComparison> findings(
      VerdictQuestion question, ComparisonMethod comparisonMethod, Arm candidate, Arm baseline) {
    int least = comparisonMethod == ComparisonMethod.Calls ? 1 : 2;
    boolean notNow =
        comparisonMethod == ComparisonMethod.Permutation && question.fewTenantsLooks() == 0;
    if (notNow || Math.min(candidate.tenants(), baseline.tenants()) < least) {
      return List.of();
    }
    return question.criteria().stream()
        .map(it -> comparisonMethod.compare(question, it, candidate, baseline))
        .toList();
  }

  private static Optional<String> tooLittle(
      VerdictQuestion question, ComparisonMethod comparisonMethod, Arm candidate, Arm baseline) {
    long calls = Math.min(candidate.calls(), baseline.calls());
    int tenants = Math.min(candidate.tenants(), baseline.tenants());
    if (calls < question.minimumCalls() || tenants < question.leastTenants()) {
      return Optional.of(VerdictSummary.tooLittle(question, candidate, baseline));
    }
    if (comparisonMethod != ComparisonMethod.Permutation) {
      return Optional.empty();
    }
    double needed = FewTenants.needed(question.fewTenantsAlpha());
    double choices =
        Permutations.count(candidate.tenants() + baseline.tenants(), candidate.tenants());
    if (choices < needed) {
      return Optional.of(VerdictSummary.tooFewChoices(candidate, baseline, choices, needed));
    }
    return question.fewTenantsLooks() == 0
        ? Optional.of(VerdictSummary.judgedLater(candidate, baseline))
        : Optional.empty();
  }

  private static List<MetricComparison> undecided(List<MetricComparison> findings) {
    return findings.stream().map(MetricComparison::undecided).toList();
  }

  private static Conclusion overall(List<MetricComparison> findings) {
    for (var conclusion : List.of(Conclusion.Worse, Conclusion.Inconclusive, Conclusion.Better)) {
      if (findings.stream().anyMatch(it -> it.answer() == conclusion)) {
        return conclusion;
      }
    }
    return findings.isEmpty() ? Conclusion.Inconclusive : Conclusion.Same;
  }
}
