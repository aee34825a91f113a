package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Builder of the next routing document: whatever is not set keeps its previous value.
public final class RoutingDraft {
  private final RoutingDocument before;
  private final long generation;
  private final Map<String, RoutedVersion> versions;
  private Optional<String> defaultVersion;
  private List<String> staged;
  private List<String> warm;
  private Optional<TrafficShift> shift;
  private Map<String, KeptTenant> kept;
  private HealthSupervision healthSupervision;

  /// The successor of a document.
  public RoutingDraft(RoutingDocument before) {
    this(before, before.generation() + 1);
  }

  /// The first document of a plugin in an environment.
  public RoutingDraft(PluginId pluginId, String pluginName, Environment environment) {
    this(RoutingDocument.notDeployed(pluginId, pluginName, environment), 1);
  }

  private RoutingDraft(RoutingDocument before, long generation) {
    this.before = before;
    this.generation = generation;
    versions = new HashMap<>(before.versions());
    defaultVersion = before.defaultVersion();
    staged = before.staged();
    warm = before.warm();
    shift = before.shift();
    kept = before.kept();
    healthSupervision = before.supervision();
  }

  public RoutingDraft withVersion(RoutedVersion version) {
    versions.put(version.release(), version);
    return this;
  }

  /// For all tenants that no other rule claims; empty: the plugin is not deployed.
  public RoutingDraft withDefaultVersion(Optional<String> version) {
    defaultVersion = version;
    return this;
  }

  public RoutingDraft withStaged(List<String> these) {
    staged = List.copyOf(these);
    return this;
  }

  public RoutingDraft withWarm(List<String> these) {
    warm = List.copyOf(these);
    return this;
  }

  public RoutingDraft withShift(TrafficShift calls) {
    shift = Optional.of(calls);
    return this;
  }

  public RoutingDraft withoutShift() {
    shift = Optional.empty();
    return this;
  }

  /// Keeps tenants from a version, with what serves them until now.
  ///
  /// @param misfits by tenant, the version of the configuration that does not fit
  public RoutingDraft withKept(String version, Map<String, Long> misfits) {
    Map<String, KeptTenant> all = new HashMap<>(kept);
    misfits.forEach(
        (tenant, configuration) -> all.put(tenant, kept(version, tenant, configuration)));
    kept = all;
    return this;
  }

  private KeptTenant kept(String version, String tenant, long configuration) {
    var known = kept.get(tenant);
    return known != null && known.configuration() == configuration
        ? known.alsoFrom(version)
        : new KeptTenant(before.defaultVersion().orElseThrow(), configuration, Set.of(version));
  }

  /// Neither keeps these loaded without calls nor keeps tenants with them.
  public RoutingDraft withoutKeeping(Set<String> releases) {
    warm = warm.stream().filter(it -> !releases.contains(it)).toList();
    Map<String, KeptTenant> others = new HashMap<>(kept);
    others.values().removeIf(it -> releases.contains(it.version()));
    kept = others;
    return this;
  }

  public RoutingDraft withSupervision(UnaryOperator<HealthSupervision> change) {
    healthSupervision = change.apply(healthSupervision);
    return this;
  }

  /// @param deploymentId the deployment that writes it
  /// @param traceparent of the step that writes it
  public RoutingDocument build(String deploymentId, Instant now, String traceparent) {
    kept = stillKept();
    versions
        .keySet()
        .retainAll(RoutingDocument.named(defaultVersion, staged, warm, shift, kept, Set.of()));
    return new RoutingDocument(
        before.pluginId(),
        before.pluginName(),
        before.environment(),
        generation,
        deploymentId,
        now,
        traceparent,
        defaultVersion,
        staged,
        warm,
        shift,
        kept,
        Set.of(),
        healthSupervision,
        versions);
  }

  /// Those that are kept from a version that may serve now, or after a rollback.
  private Map<String, KeptTenant> stillKept() {
    var near = RoutingDocument.named(defaultVersion, staged, warm, shift, Map.of(), Set.of());
    healthSupervision.watch().flatMap(HealthSupervision.Watch::previous).ifPresent(near::add);
    Map<String, KeptTenant> still = new HashMap<>();
    kept.forEach(
        (tenant, it) -> {
          var own = it.onlyFrom(near);
          if (!own.misfits().isEmpty()) {
            still.put(tenant, own);
          }
        });
    return still;
  }
}
