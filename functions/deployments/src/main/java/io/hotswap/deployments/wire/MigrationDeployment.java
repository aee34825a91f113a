package io.hotswap.deployments.wire;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.hotswap.domain.deployment.request.DeploymentSpec;
import io.hotswap.domain.deployment.strategy.OnMisfit;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.util.Optional;

/// How a migration moves the tenants without a pin. Which plugin, version and environment, the
/// migration says.
public record MigrationDeployment(
    String strategy,
    Optional<DeploymentBody.DirectBody> directConfig,
    Optional<DeploymentBody.CanaryBody> canaryConfig,
    Optional<DeploymentBody.BlueGreenBody> blueGreenConfig,
    Optional<DeploymentBody.RollingBody> rollingConfig,
    Optional<OnMisfit> onMisfit,
    Optional<ObjectNode> configuration) {
  public DeploymentSpec toDomain(PluginId plugin, String version, Environment environment) {
    return new DeploymentBody(
            plugin.toString(),
            Optional.of(version),
            Optional.empty(),
            environment.name(),
            strategy,
            directConfig,
            canaryConfig,
            blueGreenConfig,
            rollingConfig,
            Optional.empty(),
            onMisfit,
            configuration)
        .toDomain();
  }
}
