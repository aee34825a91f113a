package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.routing.TrafficShift.Claim;
import java.time.Instant;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/// Immutable routing of one plugin in one environment: which tenant gets which bundle, on which
/// node. A change is a new document with the next generation; generations only grow. Tenants' own
/// settings are not part of it: see [TenantRouting]. Versions are named by their releases: two
/// releases of one version are two versions here.
///
/// @param deploymentId the deployment that wrote it
/// @param writtenAt when, UTC
/// @param traceparent of the step that wrote it: the parent of the nodes' spans
/// @param defaultVersion for all tenants that no other rule claims; empty: not deployed
/// @param staged versions to load, start and health-check, without routing calls to them
/// @param warm versions without calls that are kept loaded, for an instant rollback
/// @param shift of the deployment in progress
/// @param kept tenants that stay with another version than the rules above say
/// @param pinned versions that tenants are pinned to; never stored, nodes add them from tenants'
///   settings
/// @param supervision what nodes do beside routing
/// @param versions every version named above, by release
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
    Map<String, KeptTenant> kept,
    Set<String> pinned,
    HealthSupervision supervision,
    Map<String, RoutedVersion> versions) {
  private static final String DEFAULT = "default";
  private static final String NO_ACCESS = "noAccess";
  private static final String PINNED = "pinned";
  private static final String KEPT = "kept";

  /// Of tenants that one document keeps: all of them are part of it.
  public static final int MOST_KEPT = 1_000;

  public RoutingDocument {
    staged = List.copyOf(staged);
    warm = List.copyOf(warm);
    kept = Map.copyOf(kept);
    pinned = Set.copyOf(pinned);
    versions = Map.copyOf(versions);
    if (generation < 1) {
      throw new IllegalArgumentException("A generation is at least 1, not: " + generation);
    }
    for (var name : named(defaultVersion, staged, warm, shift, kept, pinned)) {
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
        HealthSupervision.NONE,
        Map.of());
  }

  /// The same document for a node on which tenants are pinned to these versions.
  public RoutingDocument withPinned(Collection<RoutedVersion> pins) {
    Map<String, RoutedVersion> described = new HashMap<>(versions);
    pins.forEach(it -> described.putIfAbsent(it.release(), it));
    return new RoutingDocument(
        pluginId,
        pluginName,
        environment,
        generation,
        deploymentId,
        writtenAt,
        traceparent,
        defaultVersion,
        staged,
        warm,
        shift,
        kept,
        pins.stream().map(RoutedVersion::release).collect(Collectors.toSet()),
        supervision,
        described);
  }

  static Set<String> named(
      Optional<String> defaultVersion,
      List<String> staged,
      List<String> warm,
      Optional<TrafficShift> shift,
      Map<String, KeptTenant> kept,
      Set<String> pinned) {
    Set<String> named = new HashSet<>(pinned);
    kept.values().forEach(it -> named.add(it.version()));
    named.addAll(staged);
    named.addAll(warm);
    defaultVersion.ifPresent(named::add);
    shift.ifPresent(it -> named.addAll(it.versions()));
    return named;
  }

  /// Every version a node must have loaded under this document.
  public Set<String> loaded() {
    return Set.copyOf(named(defaultVersion, staged, warm, shift, kept, pinned));
  }

  /// Releases of this code that the document names.
  public Set<String> releasesOf(Digest digest) {
    return versions.values().stream()
        .filter(it -> it.digest().equals(digest))
        .map(RoutedVersion::release)
        .collect(Collectors.toSet());
  }

  /// Every version that some tenant on some node is routed to under this document.
  public Set<String> serving() {
    return Set.copyOf(named(defaultVersion, List.of(), List.of(), shift, kept, pinned));
  }

  /// Every version that may serve tenants without a pin under this document, or after a rollback by
  /// a trigger, which asks nobody.
  public Set<String> mayServe(Instant now) {
    Set<String> mayServe = new HashSet<>(claimed());
    supervision
        .watch()
        .filter(it -> now.isBefore(it.until()))
        .flatMap(HealthSupervision.Watch::previous)
        .ifPresent(mayServe::add);
    return Set.copyOf(mayServe);
  }

  /// Every version that may serve this tenant without a pin, staged ones too.
  ///
  /// @param configuration version of the tenant's configuration
  /// @param restored what serves next if the deployment under way is taken back
  public Set<String> mayServe(
      String tenant, long configuration, Optional<String> restored, Instant now) {
    Set<String> mayServe = new HashSet<>(mayServe(now));
    mayServe.addAll(staged);
    restored.ifPresent(mayServe::add);
    var own = kept.get(tenant);
    if (own != null && own.isKept(configuration) && mayServe.removeAll(own.misfits())) {
      mayServe.add(own.version());
    }
    return Set.copyOf(mayServe);
  }

  /// Tenants that stay with another version where this one would serve them.
  public Set<String> keptFrom(String version) {
    return kept.entrySet().stream()
        .filter(it -> it.getValue().misfits().contains(version))
        .map(Map.Entry::getKey)
        .collect(Collectors.toSet());
  }

  /// What serves a tenant with this version of its configuration that is kept from others.
  public Optional<KeptTenant> kept(String tenant, long configuration) {
    return Optional.ofNullable(kept.get(tenant)).filter(it -> it.isKept(configuration));
  }

  /// Whether a tenant with this version of its configuration is kept from the version.
  public boolean isKeptFrom(String version, String tenant, long configuration) {
    var own = kept.get(tenant);
    return own != null && own.isKeptFrom(version, configuration);
  }

  /// Every version that this tenant is routed to where it has no pin, on some node.
  public Set<String> unpinned(String tenant, long configuration) {
    return kept(tenant, configuration).map(it -> Set.of(it.version())).orElseGet(this::claimed);
  }

  private Set<String> claimed() {
    return named(defaultVersion, List.of(), List.of(), shift, Map.of(), Set.of());
  }

  /// Whether tenants without a pin are routed to the version under this document.
  public boolean requires(String version) {
    return named(defaultVersion, List.of(), List.of(), shift, kept, Set.of()).contains(version);
  }

  /// Acceptance cases that a version must pass on a node before it is Ready there. None for a
  /// version that serves already: a node that starts must load it even if a case fails today.
  public List<HealthSupervision.AcceptanceCase> mustPass(String version) {
    var code = ReleaseKey.parse(version).version();
    return serving().contains(version)
        ? List.of()
        : supervision.acceptance().stream().filter(it -> it.version().equals(code)).toList();
  }

  /// The shift, where it is one of this kind.
  public <T extends TrafficShift> Optional<T> shift(Class<T> kind) {
    return shift.filter(kind::isInstance).map(kind::cast);
  }

  /// The only routing rule; pure and total. Precedence: the tenant's own settings (disabled,
  /// pinned), then the deployment in progress, then the default; a kept tenant gets neither of
  /// these two where it does not fit.
  public Route route(String tenant, TenantRouting settings, String node) {
    return explain(tenant, settings, node).route();
  }

  /// The same route, with its reason.
  public Explanation explain(String tenant, TenantRouting settings, String node) {
    if (!settings.permitted()) {
      return new Explanation(new Route.NotDeployed(), Optional.of(NO_ACCESS));
    }
    if (!settings.enabled()) {
      return new Explanation(new Route.Disabled(), Optional.empty());
    }
    return settings
        .pin()
        .map(it -> new Explanation(new Route.To(it, settings.configuration()), Optional.of(PINNED)))
        .orElseGet(() -> deployed(tenant, settings, node));
  }

  /// What answers the calls of this route.
  public Bundle bundle(Route.To route) {
    return Bundle.of(pluginId, route.version(), route.configuration());
  }

  private Explanation deployed(String tenant, TenantRouting settings, String node) {
    var claim =
        shift
            .flatMap(it -> it.claim(pluginName, tenant, node))
            .or(() -> defaultVersion.map(it -> new Claim(it, DEFAULT)))
            .map(it -> fitting(it, tenant, settings));
    return new Explanation(
        claim
            .flatMap(it -> Optional.ofNullable(versions.get(it.version())))
            .<Route>map(it -> new Route.To(it, settings.configuration()))
            .orElseGet(Route.NotDeployed::new),
        Optional.of(claim.map(Claim::reason).orElse(DEFAULT)));
  }

  private Claim fitting(Claim claim, String tenant, TenantRouting settings) {
    var own = kept.get(tenant);
    return own != null && own.isKeptFrom(claim.version(), settings.configuration())
        ? new Claim(own.version(), KEPT)
        : claim;
  }
}
