package io.hotswap.domain.deployment.plan;

import io.hotswap.domain.deployment.Plan;
import io.hotswap.domain.deployment.Releases.Release;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.deployment.strategy.Strategy;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.node.Lease;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.routing.RoutedTenants;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import io.hotswap.domain.routing.TenantRoutings;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.configuration.MisfitTenants.Misfit;
import io.hotswap.domain.text.BoundedText;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Computes what a deployment would do, before it does it.
public final class PlanBuilder {
  private static final int MOST_POINTERS = 3;

  private final ApprovalTermsCalculator terms;
  private final RoutingDocuments routing;
  private final Nodes nodes;
  private final Tenants tenants;
  private final TenantRoutings settings;
  private final RecentTrafficReader recentTraffic;
  private final TransitionPrices prices;

  public PlanBuilder(
      ApprovalTermsCalculator terms,
      RoutingDocuments routing,
      Nodes nodes,
      Tenants tenants,
      TenantRoutings settings,
      RecentTrafficReader recentTraffic,
      TransitionPrices prices) {
    this.terms = terms;
    this.routing = routing;
    this.nodes = nodes;
    this.tenants = tenants;
    this.settings = settings;
    this.recentTraffic = recentTraffic;
    this.prices = prices;
  }

  /// Input of a plan.
  ///
  /// @param defaults digest of the default configuration
  public record Subject(
      PluginId pluginId,
      Environment environment,
      Strategy strategy,
      OnMisfit onMisfit,
      Release release,
      Optional<Digest> defaults) {
    /// The key of the release.
    public String key() {
      return ReleaseKey.of(release.version(), defaults).text();
    }
  }

  public Optional<RoutingDocument> currentDocument(PluginId pluginId, Environment environment) {
    return routing.current(pluginId, environment);
  }

  /// The version that serves now.
  public static Optional<RoutedVersion> serving(Optional<RoutingDocument> document) {
    return document.flatMap(it -> it.defaultVersion().map(version -> it.versions().get(version)));
  }

  /// @param document the plugin's current routing document in the environment
  /// @param misfits tenants that the deployment goes around
  public Plan plan(
      Subject subject, Optional<RoutingDocument> document, List<Misfit> misfits, Instant now) {
    var approvalTerms = terms.of(subject, document);
    var known = tenants.of(subject.environment(), subject.pluginId());
    var own = settings(subject);
    int movable = CohortSelector.movable(known, own, names(misfits)).size();
    int liveNodes =
        (int)
            nodes.leases(subject.environment()).stream()
                .filter((Lease it) -> it.isLiveAt(now))
                .count();
    var planned = PlannedStages.of(subject.strategy(), movable, liveNodes);
    var stages =
        VerdictForecast.needed(subject.strategy())
            ? withOutlooks(
                subject,
                recentTraffic.read(subject, own, approvalTerms.fromRelease(), now),
                planned)
            : planned;
    int transitions =
        TransitionCount.of(subject.strategy(), liveNodes, !approvalTerms.approvals().isEmpty());
    return new Plan(
        approvalTerms.hash(),
        approvalTerms.fromRelease(),
        approvalTerms.criticalBecause(),
        approvalTerms.approvals(),
        stages,
        movable,
        liveNodes,
        stages.stream().map(Plan.Stage::lasts).reduce(Duration.ZERO, Duration::plus),
        transitions,
        prices.of(transitions),
        excluded(misfits),
        subject.release().warning().stream().toList());
  }

  private static Set<String> names(List<Misfit> misfits) {
    return misfits.stream().map(Misfit::tenant).collect(Collectors.toSet());
  }

  /// What is stored and shown of them.
  public static Plan.Excluded excluded(List<Misfit> misfits) {
    return new Plan.Excluded(
        misfits.size(),
        misfits.stream()
            .limit(Plan.Excluded.NAMED)
            .map(it -> new Plan.Excluded.Tenant(it.tenant(), pointers(it)))
            .toList());
  }

  private static List<String> pointers(Misfit misfit) {
    return misfit.errors().stream()
        .map(it -> BoundedText.name(it.pointer()))
        .distinct()
        .limit(MOST_POINTERS)
        .toList();
  }

  /// The traffic of a version. A slow read.
  public RecentTraffic traffic(Subject subject, Optional<String> version, Instant now) {
    return recentTraffic.read(subject, settings(subject), version, now);
  }

  private RoutedTenants settings(Subject subject) {
    return settings.of(subject.environment(), subject.pluginId());
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
}
