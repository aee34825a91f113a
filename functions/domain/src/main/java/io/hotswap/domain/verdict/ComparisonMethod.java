package io.hotswap.domain.verdict;

import io.hotswap.domain.verdict.statistics.Arm;

/// How the arms are compared.
enum ComparisonMethod {
  /// By what holds of many tenants, at any look.
  Sequential(""),
  /// By permutation of few tenants, at set looks.
  Permutation(" (by permutation of the tenants, each against its own past)"),
  /// As the request declared.
  Calls(" (taking calls for independent, as the request declared)");

  private final String told;

  ComparisonMethod(String told) {
    this.told = told;
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
  String told() {
    return told;
  }
}
