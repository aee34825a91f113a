package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.verdict.Conclusion;
import io.hotswap.domain.verdict.MetricComparison;

record StoredComparison(
    String metric,
    Conclusion answer,
    double candidate,
    double baseline,
    double difference,
    double low,
    double high,
    double margin,
    double alpha) {
  static StoredComparison of(MetricComparison it) {
    return new StoredComparison(
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

  MetricComparison toDomain() {
    return new MetricComparison(
        metric, answer, candidate, baseline, difference, low, high, margin, alpha);
  }
}
