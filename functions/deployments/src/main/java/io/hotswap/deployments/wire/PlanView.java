package io.hotswap.deployments.wire;

import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.compatibility.DeploymentImpact;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.trust.IsolationLevel;
import java.math.BigDecimal;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/// A plan as openapi.yaml describes it.
public record PlanView(
    String hash,
    Optional<String> fromVersion,
    Optional<String> fromRelease,
    List<String> criticalBecause,
    List<Approver> approvals,
    List<Stage> stages,
    int knownTenants,
    int liveNodes,
    Duration expectedDuration,
    int stateTransitions,
    BigDecimal priceUsd,
    Optional<ExcludedView> excluded,
    List<String> warnings,
    Optional<ImpactView> impact,
    Optional<IsolationLevel> isolation) {
  /// @param impact empty where nothing serves
  /// @param isolation empty where nobody has decided
  public static PlanView of(
      Plan it, Optional<DeploymentImpact> impact, Optional<IsolationLevel> isolation) {
    return new PlanView(
        it.hash(),
        it.fromRelease().map(release -> ReleaseKey.parse(release).version()),
        it.fromRelease(),
        it.criticalBecause(),
        it.approvals(),
        it.stages().stream().map(Stage::of).toList(),
        it.knownTenants(),
        it.liveNodes(),
        it.expectedDuration(),
        it.stateTransitions(),
        it.priceUsd(),
        ExcludedView.of(it.excluded()),
        it.warnings(),
        impact.map(ImpactView::of),
        isolation);
  }

  record Stage(
      String name,
      int percentage,
      int tenants,
      int nodes,
      Duration lasts,
      String gate,
      Optional<Outlook> verdict) {
    static Stage of(Plan.Stage it) {
      return new Stage(
          it.name(),
          it.percentage(),
          it.tenants(),
          it.nodes(),
          it.lasts(),
          it.gate(),
          it.verdict().map(Outlook::of));
    }
  }

  record Outlook(boolean reachable, String why, List<String> wouldHelp) {
    static Outlook of(Plan.Outlook it) {
      return new Outlook(it.reachable(), it.why(), it.wouldHelp());
    }
  }
}
