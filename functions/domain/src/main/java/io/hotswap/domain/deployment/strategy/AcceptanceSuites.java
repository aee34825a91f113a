package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.List;

/// Acceptance cases by what they say: never changed, and the same ones kept twice are once.
public interface AcceptanceSuites {
  AcceptanceSuite keep(List<AcceptanceCase> cases);

  /// @throws java.util.NoSuchElementException when these were never kept
  List<AcceptanceCase> find(AcceptanceSuite suite);
}
