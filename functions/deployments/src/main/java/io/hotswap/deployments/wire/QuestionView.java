package io.hotswap.deployments.wire;

import io.hotswap.domain.verdict.Criterion;
import io.hotswap.domain.verdict.VerdictQuestion;
import java.util.List;
import java.util.OptionalDouble;

/// A verdict's parameters as openapi.yaml describes them.
public record QuestionView(
    List<CriterionView> criteria,
    double alpha,
    long minimumCalls,
    int minimumTenants,
    OptionalDouble expectedShare,
    int fewTenantsLooks,
    boolean callsAreIndependent) {
  public static QuestionView of(VerdictQuestion it) {
    return new QuestionView(
        it.criteria().stream().map(CriterionView::of).toList(),
        it.alpha(),
        it.minimumCalls(),
        it.minimumTenants(),
        it.expectedShare(),
        it.fewTenantsLooks(),
        it.callsAreIndependent());
  }

  record CriterionView(MetricView metric, double margin) {
    static CriterionView of(Criterion it) {
      return new CriterionView(MetricView.of(it.metric()), it.margin());
    }
  }
}
