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
    healthSupervision = before.supervision();
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

  public RoutingDraft withShift(TrafficShift calls) {
    shift = Optional.of(calls);
    return this;
  }

  public RoutingDraft withoutShift() {
    shift = Optional.empty();
    return this;
  }

  public RoutingDraft withSupervision(UnaryOperator<HealthSupervision> change) {
    healthSupervision = change.apply(healthSupervision);
    return this;
  }

  /// @param deploymentId the deployment that writes it
  /// @param traceparent of the step that writes it
  public RoutingDocument build(String deploymentId, Instant now, String traceparent) {
    versions
        .keySet()
        .retainAll(RoutingDocument.named(defaultVersion, staged, warm, shift, Set.of()));
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
        Set.of(),
        healthSupervision,
        versions);
  }
}
