package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.TrafficShift.Claim;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
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
/// @param shift of the deployment in progress
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
    Optional<TrafficShift> shift,
    Map<String, String> pins,
    Set<String> disabled,
    Map<String, Quota> quotas,
    Map<String, Long> configurations,
    HealthSupervision supervision,
    Map<String, RoutedVersion> versions) {
  private static final String DEFAULT = "default";

  public RoutingDocument {
    staged = List.copyOf(staged);
    warm = List.copyOf(warm);
    pins = Map.copyOf(pins);
    disabled = Set.copyOf(disabled);
    quotas = Map.copyOf(quotas);
    configurations = Map.copyOf(configurations);
    versions = Map.copyOf(versions);
    if (generation < 1) {
      throw new IllegalArgumentException("A generation is at least 1, not: " + generation);
    }
    for (var name : named(defaultVersion, staged, warm, shift, pins)) {
      if (!versions.containsKey(name)) {
        throw new IllegalArgumentException("Version " + name + " is routed to but not described");
      }
    }
  }

  /// Routes nobody: what a plugin's first document in an environment builds on.
  static RoutingDocument notDeployed(
      PluginId pluginId, String pluginName, Environment environment) {
    return new RoutingDocument(
        pluginId,
        pluginName,
        environment,
        1,
        "",
        Instant.EPOCH,
        "",
        Optional.empty(),
        List.of(),
        List.of(),
        Optional.empty(),
        Map.of(),
        Set.of(),
        Map.of(),
        Map.of(),
        HealthSupervision.NONE,
        Map.of());
  }

  static Set<String> named(
      Optional<String> defaultVersion,
      List<String> staged,
      List<String> warm,
      Optional<TrafficShift> shift,
      Map<String, String> pins) {
    Set<String> named = new HashSet<>(pins.values());
    named.addAll(staged);
    named.addAll(warm);
    defaultVersion.ifPresent(named::add);
    shift.ifPresent(it -> named.addAll(it.versions()));
    return named;
  }

  /// Every version a node must have loaded under this document.
  public Set<String> loaded() {
    return Set.copyOf(named(defaultVersion, staged, warm, shift, pins));
  }

  /// Every version that some tenant on some node is routed to under this document.
  public Set<String> serving() {
    return Set.copyOf(named(defaultVersion, List.of(), List.of(), shift, pins));
  }

  /// Acceptance cases that a version must pass on a node before it is Ready there. None for a
  /// version that serves already: a node that starts must load it even if a case fails today.
  public List<HealthSupervision.AcceptanceCase> mustPass(String version) {
    return serving().contains(version)
        ? List.of()
        : supervision.acceptance().stream().filter(it -> it.version().equals(version)).toList();
  }

  /// The shift, where it is one of this kind.
  public <T extends TrafficShift> Optional<T> shift(Class<T> kind) {
    return shift.filter(kind::isInstance).map(kind::cast);
  }

  /// The only routing rule; pure and total. Precedence: the tenant's own settings (disabled,
  /// pinned), then the deployment in progress, then the default.
  public Route route(String tenant, String node) {
    return explain(tenant, node).route();
  }

  /// The same route, with its reason.
  public Explanation explain(String tenant, String node) {
    if (disabled.contains(tenant)) {
      return new Explanation(new Route.Disabled(), Optional.empty());
    }
    var claim = claim(tenant, node);
    return new Explanation(
        claim
            .flatMap(it -> Optional.ofNullable(versions.get(it.version())))
            .<Route>map(it -> new Route.To(it, configurations.getOrDefault(tenant, 0L)))
            .orElseGet(Route.NotDeployed::new),
        Optional.of(claim.map(Claim::reason).orElse(DEFAULT)));
  }

  private Optional<Claim> claim(String tenant, String node) {
    var pinned = pins.get(tenant);
    return pinned == null
        ? shift
            .flatMap(it -> it.claim(pluginName, tenant, node))
            .or(() -> defaultVersion.map(it -> new Claim(it, DEFAULT)))
        : Optional.of(new Claim(pinned, "pinned"));
  }
}
