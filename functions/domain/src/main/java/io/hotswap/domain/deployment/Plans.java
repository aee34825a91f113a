package io.hotswap.domain.deployment;

import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.plugin.PluginId;
import io.hotswap.domain.routing.RoutedVersion;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Computes what a deployment would do, before it does it.
public final class Plans {
  private final Surroundings around;
  private final CurrentTerms terms;

  public Plans(Surroundings around) {
    this.around = around;
    this.terms = new CurrentTerms(around.routing(), around.releases());
  }

  /// What is planned, and where.
  record Subject(PluginId pluginId, Environment environment, Settings settings, Release release) {}

  /// The plan of a deployment that has not begun.
  public Plan of(Order order, Instant now) {
    return plan(terms.subject(order), now);
  }

  Plan plan(Subject subject, Instant now) {
    var agreed = terms.of(subject);
    var document = around.routing().current(subject.pluginId(), subject.environment());
    int tenants =
        Cohorts.movable(around.tenants().of(subject.environment(), subject.pluginId()), document)
            .size();
    int nodes =
        (int)
            around.nodes().leases(subject.environment()).stream()
                .filter((Lease it) -> it.isLiveAt(now))
                .count();
    var stages = foreseen(subject, agreed, Stages.of(subject.settings(), tenants, nodes), now);
    int transitions = Transitions.of(subject.settings(), nodes, !agreed.approvals().isEmpty());
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
        Price.ofTransitions(transitions));
  }

  /// Only what asks for a verdict looks at the last day: that takes a while.
  private List<Plan.Stage> foreseen(
      Subject subject, Terms agreed, List<Plan.Stage> stages, Instant now) {
    return switch (subject.settings()) {
      case Settings.Canary it -> foreseen(subject, lastDay(subject, agreed, now), stages);
      case Settings.AbTest it -> foreseen(subject, lastDay(subject, agreed, now), stages);
      default -> stages;
    };
  }

  private LastDay lastDay(Subject subject, Terms agreed, Instant now) {
    return LastDay.of(around, subject, agreed.fromVersion(), now);
  }

  /// The judged stages lie between the first and the last.
  private static List<Plan.Stage> foreseen(Subject subject, LastDay day, List<Plan.Stage> stages) {
    var outlooks = new Outlooks(day).of(subject.settings());
    List<Plan.Stage> foreseen = new ArrayList<>(stages);
    for (int i = 0; i < outlooks.size(); i++) {
      foreseen.set(i + 1, stages.get(i + 1).foreseeing(outlooks.get(i)));
    }
    return foreseen;
  }

  Optional<RoutedVersion> serving(PluginId pluginId, Environment environment) {
    return terms.serving(pluginId, environment);
  }
}
