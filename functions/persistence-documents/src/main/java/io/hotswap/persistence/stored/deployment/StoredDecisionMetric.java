package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.strategy.DecisionMetric;
import io.hotswap.domain.deployment.strategy.Direction;
import java.util.Optional;

record StoredDecisionMetric(String name, Direction better, Optional<String> unit) {
  static StoredDecisionMetric of(DecisionMetric it) {
    return new StoredDecisionMetric(it.name(), it.better(), it.unit());
  }

  DecisionMetric toDomain() {
    return new DecisionMetric(name, better, unit);
  }
}
