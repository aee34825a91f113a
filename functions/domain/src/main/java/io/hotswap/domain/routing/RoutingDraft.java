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

/// The next routing document in the making: all that is not said anew stays as it was.
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

  /// After a document.
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

  /// Before the first one.
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

  public RoutingDraft knows(RoutedVersion version) {
    versions.put(version.version(), version);
    return this;
  }

  /// Whom nobody else claims, goes there; empty: the plugin is not deployed.
  public RoutingDraft serves(Optional<String> version) {
    defaultVersion = version;
    return this;
  }

  public RoutingDraft stages(List<String> these) {
    staged = List.copyOf(these);
    return this;
  }

  public RoutingDraft keepsWarm(List<String> these) {
    warm = List.copyOf(these);
    return this;
  }

  public RoutingDraft moves(Optional<Cohort> tenants) {
    cohort = tenants;
    return this;
  }

  public RoutingDraft splits(Optional<Split> tenants) {
    split = tenants;
    return this;
  }

  public RoutingDraft rolls(Optional<RollingCandidate> nodes) {
    rolling = nodes;
    return this;
  }

  public RoutingDraft pins(Map<String, String> tenantToVersion) {
    pins = Map.copyOf(tenantToVersion);
    return this;
  }

  public RoutingDraft disables(Set<String> tenants) {
    disabled = Set.copyOf(tenants);
    return this;
  }

  public RoutingDraft supervises(UnaryOperator<HealthSupervision> change) {
    healthSupervision = change.apply(healthSupervision);
    return this;
  }

  /// @param deploymentId who writes it
  /// @param traceparent the step that writes it
  public RoutingDocument written(String deploymentId, Instant now, String traceparent) {
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
