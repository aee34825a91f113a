package io.hotswap.deployments.wire;

import com.fasterxml.jackson.annotation.JsonUnwrapped;
import io.hotswap.domain.compatibility.DeploymentImpact;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.routing.HealthSupervision.AcceptanceCase;
import io.hotswap.domain.trust.IsolationLevel;
import java.util.List;
import java.util.Optional;

/// The plan of a deployment, with its acceptance cases.
///
/// @param acceptanceCases empty when there are none or the reader may not see them
public record PlannedView(
    @JsonUnwrapped PlanView plan, Optional<List<AcceptanceCaseView>> acceptanceCases) {
  public static PlannedView of(
      Plan plan,
      Optional<DeploymentImpact> impact,
      Optional<IsolationLevel> isolation,
      Optional<List<AcceptanceCase>> cases) {
    return new PlannedView(
        PlanView.of(plan, impact, isolation),
        cases.map(all -> all.stream().map(AcceptanceCaseView::of).toList()));
  }
}
