package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.TimelineEntry;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.routing.HealthSupervision;
import io.hotswap.domain.routing.HealthSupervision.Watch;
import io.hotswap.domain.routing.RoutedVersion;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.routing.RoutingDocuments;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;

/// Finds the deployment that a version is watched for: while it routes calls to the version, and
/// for a fixed time after it completed.
public final class WatchedDeployment {
  private final Deployments deployments;
  private final RoutingDocuments routing;
  private final Duration watch;

  /// @param watch how long a version is watched after completion
  public WatchedDeployment(Deployments deployments, RoutingDocuments routing, Duration watch) {
    this.deployments = deployments;
    this.routing = routing;
    this.watch = watch;
  }

  /// The deployment in progress there, or else the last completed one, if it is this version's.
  Optional<Deployment> deployment(Environment environment, PluginId pluginId, String version) {
    var slot = deployments.slot(pluginId, environment);
    return Stream.of(slot.holder(), slot.lastChange())
        .flatMap(Optional::stream)
        .flatMap(it -> deployments.find(it).stream())
        .filter(it -> it.version().release().equals(version))
        .findFirst();
  }

  boolean isWatched(Deployment deployment, Instant now) {
    return watchEnd(deployment).filter(now::isBefore).isPresent();
  }

  /// When the watch ends; empty when nothing is watched.
  public Optional<Instant> watchEnd(Deployment deployment) {
    var progress = deployment.progress();
    return switch (progress.status()) {
      case Pending, InProgress ->
          progress.switched() && !deployment.rollingBack()
              ? Optional.of(Instant.MAX)
              : Optional.empty();
      case Completed -> Optional.of(progress.since().plus(watch));
      case Failed, RolledBack -> Optional.empty();
    };
  }

  public WatchedVersion watched(Environment environment, PluginId pluginId, String version) {
    return watched(environment, pluginId, version, deployment(environment, pluginId, version));
  }

  WatchedVersion watched(
      Environment environment, PluginId pluginId, String version, Optional<Deployment> deployment) {
    var healthSupervision =
        routing
            .current(pluginId, environment)
            .map(RoutingDocument::supervision)
            .orElse(HealthSupervision.NONE);
    return new WatchedVersion(
        environment,
        pluginId,
        version,
        deployment.flatMap(Deployment::previous).map(RoutedVersion::release),
        deployment.map(WatchedDeployment::since).orElse(Instant.EPOCH),
        baselineMicros(healthSupervision, version),
        deployment
            .map(it -> it.request().strategy().minimumCalls())
            .orElse(RollbackTriggers.MINIMUM_CALLS),
        healthSupervision.analysis());
  }

  private static long baselineMicros(HealthSupervision healthSupervision, String version) {
    return healthSupervision
        .watch()
        .filter(it -> it.version().equals(version))
        .map(Watch::baselineMicros)
        .orElse(0L);
  }

  private static Instant since(Deployment deployment) {
    return deployment.timeline().stream()
        .filter(
            it -> it.phase() == DeploymentPhase.Shifting || it.phase() == DeploymentPhase.Switching)
        .map(TimelineEntry::at)
        .findFirst()
        .orElseGet(deployment::createdAt);
  }
}
