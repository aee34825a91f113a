package io.hotswap.domain.deployment.strategy;

import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.List;

/// Acceptance cases, addressed by their content: immutable; storing the same ones is idempotent.
public interface AcceptanceSuites {
  AcceptanceSuite store(List<AcceptanceCase> cases);

  /// @throws java.util.NoSuchElementException when these were never stored
  List<AcceptanceCase> find(AcceptanceSuite suite);
}
