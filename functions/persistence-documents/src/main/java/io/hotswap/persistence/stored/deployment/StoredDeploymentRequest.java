package io.hotswap.persistence.stored.deployment;

import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.stored.routing.StoredRoutedVersion;
import java.time.Instant;
import java.util.Optional;

record StoredDeploymentRequest(
    DeploymentId id,
    PluginId pluginId,
    String pluginName,
    Environment environment,
    StoredStrategy settings,
    Optional<OnMisfit> onMisfit,
    StoredRoutedVersion version,
    StoredPlan plan,
    StoredRequester requester,
    Instant createdAt) {
  static StoredDeploymentRequest of(DeploymentRequest it) {
    return new StoredDeploymentRequest(
        it.id(),
        it.pluginId(),
        it.pluginName(),
        it.environment(),
        StoredStrategy.of(it.strategy()),
        Optional.of(it.onMisfit()),
        StoredRoutedVersion.of(it.version()),
        StoredPlan.of(it.plan()),
        StoredRequester.of(it.requester()),
        it.createdAt());
  }

  DeploymentRequest toDomain() {
    return new DeploymentRequest(
        id,
        pluginId,
        pluginName,
        environment,
        settings.toDomain(),
        onMisfit.orElse(OnMisfit.Refuse),
        version.toDomain(),
        plan.toDomain(),
        requester.toDomain(),
        createdAt);
  }
}
