package io.hotswap.domain.routing;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;

/// Builder of the next routing document: whatever is not set keeps its previous value.
public final class RoutingDraft {
  private final PluginId pluginId;
  private final String pluginName;
  private final Environment environment;
  private final long generation;
  private Optional<String> defaultVersion;
  private List<String> staged;
  private List<String> warm;
  private Optional<Cohort> cohort;
  private Optional<Split> split;
  private Optional<RollingCandidate> rolling;
  private Map<String, String> pins;
  private Set<String> disabled;
  private final Map<String, Quota> quotas;
  private final Map<String, Long> configurations;
  private HealthSupervision healthSupervision;
  private final Map<String, RoutedVersion> versions;

  /// The successor of a document.
  public RoutingDraft(RoutingDocument before) {
    pluginId = before.pluginId();
    pluginName = before.pluginName();
    environment = before.environment();
    generation = before.generation() + 1;
    defaultVersion = before.defaultVersion();
    staged = before.staged();
    warm = before.warm();
    cohort = before.cohort();
    split = before.split();
    rolling = before.rolling();
    pins = before.pins();
    disabled = before.disabled();
    quotas = before.quotas();
    configurations = before.configurations();
    healthSupervision = before.supervision();
    versions = new HashMap<>(before.versions());
  }

  /// The first document of a plugin in an environment.
  public RoutingDraft(PluginId pluginId, String pluginName, Environment environment) {
    this.pluginId = pluginId;
    this.pluginName = pluginName;
    this.environment = environment;
    generation = 1;
    defaultVersion = Optional.empty();
    staged = List.of();
    warm = List.of();
    cohort = Optional.empty();
    split = Optional.empty();
    rolling = Optional.empty();
    pins = Map.of();
    disabled = Set.of();
    quotas = Map.of();
    configurations = Map.of();
    healthSupervision = HealthSupervision.NONE;
    versions = new HashMap<>();
  }

  public RoutingDraft withVersion(RoutedVersion version) {
    versions.put(version.version(), version);
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

  public RoutingDraft withCohort(Optional<Cohort> tenants) {
    cohort = tenants;
    return this;
  }

  public RoutingDraft withSplit(Optional<Split> tenants) {
    split = tenants;
    return this;
  }

  public RoutingDraft withRolling(Optional<RollingCandidate> nodes) {
    rolling = nodes;
    return this;
  }

  public RoutingDraft withPins(Map<String, String> tenantToVersion) {
    pins = Map.copyOf(tenantToVersion);
    return this;
  }

  public RoutingDraft withDisabled(Set<String> tenants) {
    disabled = Set.copyOf(tenants);
    return this;
  }

  public RoutingDraft withSupervision(UnaryOperator<HealthSupervision> change) {
    healthSupervision = change.apply(healthSupervision);
    return this;
  }

  /// @param deploymentId the deployment that writes it
  /// @param traceparent of the step that writes it
  public RoutingDocument build(String deploymentId, Instant now, String traceparent) {
    versions.keySet().retainAll(named());
    return new RoutingDocument(
        pluginId,
        pluginName,
        environment,
        generation,
        deploymentId,
        now,
        traceparent,
        defaultVersion,
        staged,
        warm,
        cohort,
        split,
        rolling,
        pins,
        disabled,
        quotas,
        configurations,
        healthSupervision,
        versions);
  }

  private Set<String> named() {
    return new HashSet<>(
        RoutingDocument.named(defaultVersion, staged, warm, cohort, split, rolling, pins));
  }
}
