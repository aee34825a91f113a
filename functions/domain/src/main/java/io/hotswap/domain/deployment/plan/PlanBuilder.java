package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.ApprovalTerms;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.deployment.strategy.AbTest;
import io.hotswap.domain.deployment.strategy.Canary;
import io.hotswap.domain.deployment.strategy.Strategy;
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

  /// Input of a plan.
  public record Subject(
      PluginId pluginId, Environment environment, Strategy strategy, Release release) {}

  /// The plan of a deployment that has not begun.
  public Plan of(DeploymentRequest deploymentRequest, Instant now) {
    return plan(terms.subject(deploymentRequest), now);
  }

  public Plan plan(Subject subject, Instant now) {
    var approvalTerms = terms.of(subject);
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
        withOutlooks(
            subject, approvalTerms, PlannedStages.of(subject.strategy(), tenants, nodes), now);
    int transitions =
        TransitionCount.of(subject.strategy(), nodes, !approvalTerms.approvals().isEmpty());
    return new Plan(
        approvalTerms.hash(),
        approvalTerms.fromVersion(),
        approvalTerms.criticalBecause(),
        approvalTerms.approvals(),
        stages,
        tenants,
        nodes,
        stages.stream().map(Plan.Stage::lasts).reduce(Duration.ZERO, Duration::plus),
        transitions,
        TransitionPrice.ofTransitions(transitions));
  }

  /// Reads the traffic of the last day only for strategies with a verdict, because that is slow.
  private List<Plan.Stage> withOutlooks(
      Subject subject, ApprovalTerms approvalTerms, List<Plan.Stage> stages, Instant now) {
    return switch (subject.strategy()) {
      case Canary it -> withOutlooks(subject, recentTraffic(subject, approvalTerms, now), stages);
      case AbTest it -> withOutlooks(subject, recentTraffic(subject, approvalTerms, now), stages);
      default -> stages;
    };
  }

  private RecentTraffic recentTraffic(Subject subject, ApprovalTerms approvalTerms, Instant now) {
    return RecentTraffic.of(ports, subject, approvalTerms.fromVersion(), now);
  }

  /// The judged stages are those between the first and the last.
  private static List<Plan.Stage> withOutlooks(
      Subject subject, RecentTraffic traffic, List<Plan.Stage> stages) {
    var outlooks = new VerdictForecast(traffic).of(subject.strategy());
    List<Plan.Stage> foreseen = new ArrayList<>(stages);
    for (int i = 0; i < outlooks.size(); i++) {
      foreseen.set(i + 1, stages.get(i + 1).withOutlook(outlooks.get(i)));
    }
    return foreseen;
  }

  public Optional<RoutedVersion> serving(PluginId pluginId, Environment environment) {
    return terms.serving(pluginId, environment);
  }
}
