package io.hotswap.deployments.wire;

import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.MetricComparison;
import io.hotswap.domain.verdict.Verdict;
import io.hotswap.domain.verdict.statistics.SampleRatio;
import java.util.List;
import java.util.Optional;

/// A verdict with its numbers as openapi.yaml describes it.
public record VerdictView(
    Conclusion answer,
    String reason,
    List<ComparisonView> findings,
    Optional<RatioView> sampleRatio,
    long candidateCalls,
    long baselineCalls,
    int candidateTenants,
    int baselineTenants,
    double candidateHeaviest,
    double baselineHeaviest) {
  public static VerdictView of(Verdict it) {
    return new VerdictView(
        it.answer(),
        it.reason(),
        it.findings().stream().map(ComparisonView::of).toList(),
        it.sampleRatio().map(RatioView::of),
        it.candidateCalls(),
        it.baselineCalls(),
        it.candidateTenants(),
        it.baselineTenants(),
        it.candidateHeaviest(),
        it.baselineHeaviest());
  }

  record ComparisonView(
      String metric,
      Conclusion answer,
      double candidate,
      double baseline,
      double difference,
      double low,
      double high,
      double margin,
      double alpha) {
    static ComparisonView of(MetricComparison it) {
      return new ComparisonView(
          it.metric(),
          it.answer(),
          it.candidate(),
          it.baseline(),
          it.difference(),
          it.low(),
          it.high(),
          it.margin(),
          it.alpha());
    }
  }

  record RatioView(
      double expectedShare, double observedShare, double chiSquare, double pValue, boolean broken) {
    static RatioView of(SampleRatio it) {
      return new RatioView(
          it.expectedShare(), it.observedShare(), it.chiSquare(), it.pValue(), it.broken());
    }
  }
}
