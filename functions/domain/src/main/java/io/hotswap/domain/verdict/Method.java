package io.hotswap.domain.verdict;

/// How the arms are compared.
enum Method {
  /// By what holds of many tenants, at any look.
  Sequential(""),
  /// By permutation of few tenants, at set looks.
  Permutation(" (by permutation of the tenants, each against its own past)"),
  /// As the request declared.
  Calls(" (taking calls for independent, as the request declared)");

  private final String told;

  Method(String told) {
    this.told = told;
  }

  static Method of(Question question, Arm candidate, Arm baseline) {
    if (Math.min(candidate.tenants(), baseline.tenants()) >= Question.FEW_TENANTS) {
      return Sequential;
    }
    return question.callsAreIndependent() ? Calls : Permutation;
  }

  Finding compare(Question question, Criterion criterion, Arm candidate, Arm baseline) {
    double alpha = question.alpha() / question.criteria().size();
    return switch (this) {
      case Sequential -> new Comparing(criterion, alpha).of(candidate, baseline);
      case Permutation -> FewTenants.of(criterion, question.fewTenantsAlpha(), candidate, baseline);
      case Calls -> IndependentCalls.of(criterion, alpha, candidate, baseline);
    };
  }

  /// For people, at the end of a sentence.
  String told() {
    return told;
  }
}
