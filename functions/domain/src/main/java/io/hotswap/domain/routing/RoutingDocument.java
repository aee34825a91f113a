package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;

/// Immutable routing of one plugin in one environment: which tenant gets which bundle, on which
/// node. A change is a new document with the next generation; generations only grow.
///
/// @param deploymentId the deployment that wrote it
/// @param writtenAt when, UTC
/// @param traceparent of the step that wrote it: the parent of the nodes' spans
/// @param defaultVersion for all tenants that no other rule claims; empty: not deployed
/// @param staged versions to load, start and health-check, without routing calls to them
/// @param warm versions without calls that are kept loaded, for an instant rollback
/// @param cohort tenants that a canary has moved to its candidate
/// @param split of an A/B test
/// @param rolling nodes that a rolling deployment has moved to its version
/// @param pins tenant to version; no deployment changes them
/// @param disabled tenants that disabled the plugin
/// @param quotas tenant to quota
/// @param configurations tenant to configuration version
/// @param supervision what nodes do beside routing
/// @param versions every version named above, by version
public record RoutingDocument(
    PluginId pluginId,
    String pluginName,
    Environment environment,
    long generation,
    String deploymentId,
    Instant writtenAt,
    String traceparent,
    Optional<String> defaultVersion,
    List<String> staged,
    List<String> warm,
    Optional<Cohort> cohort,
    Optional<Split> split,
    Optional<RollingCandidate> rolling,
    Map<String, String> pins,
    Set<String> disabled,
    Map<String, Quota> quotas,
    Map<String, Long> configurations,
    HealthSupervision supervision,
    Map<String, RoutedVersion> versions) {

  public RoutingDocument {
    staged = List.copyOf(staged);
    warm = List.copyOf(warm);
    pins = Map.copyOf(pins);
    disabled = Set.copyOf(disabled);
    quotas = Map.copyOf(quotas);
    configurations = Map.copyOf(configurations);
    // Absent in documents of older releases.
    supervision = Objects.requireNonNullElse(supervision, HealthSupervision.NONE);
    versions = Map.copyOf(versions);
    if (generation < 1) {
      throw new IllegalArgumentException("A generation is at least 1, not: " + generation);
    }
    for (var name : named(defaultVersion, staged, warm, cohort, split, rolling, pins)) {
      if (!versions.containsKey(name)) {
        throw new IllegalArgumentException("Version " + name + " is routed to but not described");
      }
    }
  }

  static Set<String> named(
      Optional<String> defaultVersion,
      List<String> staged,
      List<String> warm,
      Optional<Cohort> cohort,
      Optional<Split> split,
      Optional<RollingCandidate> rolling,
      Map<String, String> pins) {
    Set<String> named = new HashSet<>(pins.values());
    named.addAll(staged);
    named.addAll(warm);
    defaultVersion.ifPresent(named::add);
    cohort.ifPresent(it -> named.add(it.version()));
    split.ifPresent(it -> it.arms().forEach(arm -> named.add(arm.version())));
    rolling.ifPresent(it -> named.add(it.version()));
    return named;
  }

  /// Every version a node must have loaded under this document.
  public Set<String> loaded() {
    return Set.copyOf(named(defaultVersion, staged, warm, cohort, split, rolling, pins));
  }

  /// Every version that some tenant on some node is routed to under this document.
  public Set<String> serving() {
    return Set.copyOf(named(defaultVersion, List.of(), List.of(), cohort, split, rolling, pins));
  }

  /// Acceptance cases that a version must pass on a node before it is Ready there. None for a
  /// version that serves already: a node that starts must load it even if a case fails today.
  public List<HealthSupervision.AcceptanceCase> mustPass(String version) {
    return serving().contains(version)
        ? List.of()
        : supervision.acceptance().stream().filter(it -> it.version().equals(version)).toList();
  }

  /// The only routing rule; pure and total. Precedence: the tenant's own settings (disabled,
  /// pinned), then the deployment in progress, then the default.
  public Route route(String tenant, String node) {
    return disabled.contains(tenant) ? new Route.Disabled() : routeBy(claim(tenant, node), tenant);
  }

  /// The same route, with its reason.
  public Explanation explain(String tenant, String node) {
    if (disabled.contains(tenant)) {
      return new Explanation(new Route.Disabled(), Optional.empty());
    }
    var claim = claim(tenant, node);
    return new Explanation(routeBy(claim, tenant), Optional.of(reason(claim, tenant)));
  }

  private Route routeBy(Claim claim, String tenant) {
    return versionFor(claim, tenant)
        .flatMap(version -> Optional.ofNullable(versions.get(version)))
        .<Route>map(version -> new Route.To(version, configurations.getOrDefault(tenant, 0L)))
        .orElseGet(Route.NotDeployed::new);
  }

  private enum Claim {
    PINNED,
    ROLLING,
    COHORT,
    SPLIT,
    DEFAULT
  }

  private Claim claim(String tenant, String node) {
    if (pins.containsKey(tenant)) {
      return Claim.PINNED;
    }
    if (rolling.isPresent() && rolling.get().nodes().contains(node)) {
      return Claim.ROLLING;
    }
    if (cohort.isPresent() && cohort.get().contains(pluginName, tenant)) {
      return Claim.COHORT;
    }
    return split.isPresent() ? Claim.SPLIT : Claim.DEFAULT;
  }

  private Optional<String> versionFor(Claim claim, String tenant) {
    return switch (claim) {
      case PINNED -> Optional.ofNullable(pins.get(tenant));
      case ROLLING -> rolling.map(RollingCandidate::version);
      case COHORT -> cohort.map(Cohort::version);
      case SPLIT -> split.map(it -> it.armFor(pluginName, tenant).version());
      case DEFAULT -> defaultVersion;
    };
  }

  private String reason(Claim claim, String tenant) {
    return switch (claim) {
      case PINNED -> "pinned";
      case ROLLING -> "rolling";
      case COHORT -> "cohort";
      case SPLIT -> "split:" + split.map(it -> it.armFor(pluginName, tenant).name()).orElseThrow();
      case DEFAULT -> "default";
    };
  }
}
