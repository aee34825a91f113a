package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.verdict.Criterion;

record StoredCriterion(StoredMetric metric, double margin) {
  static StoredCriterion of(Criterion it) {
    return new StoredCriterion(StoredMetric.of(it.metric()), it.margin());
  }

  Criterion toDomain() {
    return new Criterion(metric.toDomain(), margin);
  }
}
