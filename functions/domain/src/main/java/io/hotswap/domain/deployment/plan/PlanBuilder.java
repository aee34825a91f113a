package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.ApprovalTerms;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.deployment.strategy.StrategySettings;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes what a deployment would do, before it does it.
public final class PlanBuilder {
  private final DeploymentPorts ports;
  private final ApprovalTermsCalculator terms;

  public PlanBuilder(DeploymentPorts ports) {
    this.ports = ports;
    this.terms = new ApprovalTermsCalculator(ports.routing(), ports.releases());
  }

  /// What is planned, and where.
  public record Subject(
      PluginId pluginId, Environment environment, StrategySettings settings, Release release) {}

  /// The plan of a deployment that has not begun.
  public Plan of(DeploymentRequest deploymentRequest, Instant now) {
    return plan(terms.subject(deploymentRequest), now);
  }

  public Plan plan(Subject subject, Instant now) {
    var agreed = terms.of(subject);
    var document = ports.routing().current(subject.pluginId(), subject.environment());
    int tenants =
        CohortSelector.movable(
                ports.tenants().of(subject.environment(), subject.pluginId()), document)
            .size();
    int nodes =
        (int)
            ports.nodes().leases(subject.environment()).stream()
                .filter((Lease it) -> it.isLiveAt(now))
                .count();
    var stages =
        foreseen(subject, agreed, PlannedStages.of(subject.settings(), tenants, nodes), now);
    int transitions = TransitionCount.of(subject.settings(), nodes, !agreed.approvals().isEmpty());
    return new Plan(
        agreed.hash(),
        agreed.fromVersion(),
        agreed.criticalBecause(),
        agreed.approvals(),
        stages,
        tenants,
        nodes,
        stages.stream().map(Plan.Stage::lasts).reduce(Duration.ZERO, Duration::plus),
        transitions,
        TransitionPrice.ofTransitions(transitions));
  }

  /// Only what asks for a verdict looks at the last day: that takes a while.
  private List<Plan.Stage> foreseen(
      Subject subject, ApprovalTerms agreed, List<Plan.Stage> stages, Instant now) {
    return switch (subject.settings()) {
      case StrategySettings.Canary it -> foreseen(subject, lastDay(subject, agreed, now), stages);
      case StrategySettings.AbTest it -> foreseen(subject, lastDay(subject, agreed, now), stages);
      default -> stages;
    };
  }

  private RecentTraffic lastDay(Subject subject, ApprovalTerms agreed, Instant now) {
    return RecentTraffic.of(ports, subject, agreed.fromVersion(), now);
  }

  /// The judged stages lie between the first and the last.
  private static List<Plan.Stage> foreseen(
      Subject subject, RecentTraffic day, List<Plan.Stage> stages) {
    var outlooks = new VerdictForecast(day).of(subject.settings());
    List<Plan.Stage> foreseen = new ArrayList<>(stages);
    for (int i = 0; i < outlooks.size(); i++) {
      foreseen.set(i + 1, stages.get(i + 1).foreseeing(outlooks.get(i)));
    }
    return foreseen;
  }

  public Optional<RoutedVersion> serving(PluginId pluginId, Environment environment) {
    return terms.serving(pluginId, environment);
  }
}
