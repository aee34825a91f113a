package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.strategy.AcceptanceSuite;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// Acceptance cases, in memory.
final class KeptSuites implements AcceptanceSuites {
  private final Map<AcceptanceSuite, List<AcceptanceCase>> kept = new HashMap<>();

  @Override
  public AcceptanceSuite store(List<AcceptanceCase> cases) {
    var suite = AcceptanceSuite.of(cases);
    kept.put(suite, List.copyOf(cases));
    return suite;
  }

  @Override
  public List<AcceptanceCase> find(AcceptanceSuite suite) {
    return Optional.ofNullable(kept.get(suite)).orElseThrow();
  }
}
