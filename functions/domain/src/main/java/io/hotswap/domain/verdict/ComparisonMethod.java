package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;

/// How the arms are compared.
enum ComparisonMethod {
  /// Sequential test over many tenants, valid at any number of evaluations.
  Sequential(""),
  /// Permutation test over few tenants, at a fixed number of evaluations.
  Permutation(" (by permutation of the tenants, each against its own past)"),
  /// Calls are the unit, as the request declared.
  Calls(" (taking calls for independent, as the request declared)");

  private final String summary;

  ComparisonMethod(String summary) {
    this.summary = summary;
  }

  static ComparisonMethod of(VerdictQuestion question, Arm candidate, Arm baseline) {
    if (Math.min(candidate.tenants(), baseline.tenants()) >= VerdictQuestion.FEW_TENANTS) {
      return Sequential;
    }
    return question.callsAreIndependent() ? Calls : Permutation;
  }

  MetricComparison compare(
      VerdictQuestion question, Criterion criterion, Arm candidate, Arm baseline) {
    double alpha = question.alpha() / question.criteria().size();
    return switch (this) {
      case Sequential -> new ArmComparator(criterion, alpha).of(candidate, baseline);
      case Permutation -> FewTenants.of(criterion, question.fewTenantsAlpha(), candidate, baseline);
      case Calls -> IndependentCalls.of(criterion, alpha, candidate, baseline);
    };
  }

  /// For people, at the end of a sentence.
  String summary() {
    return summary;
  }
}
