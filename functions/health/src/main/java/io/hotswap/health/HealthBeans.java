package io.hotswap.health;

import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.operations.RollingBack;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.fleet.NodeWatcher;
import io.hotswap.domain.health.AnomalyHandler;
import io.hotswap.domain.health.NodeEjection;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.health.WatchedDeployment;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Beans of both functions; each uses only what it needs.
@Factory
final class HealthBeans {
  @Singleton
  TriggerEvaluator triggerEvaluator(DeploymentPorts ports) {
    return new TriggerEvaluator(ports.callStats(), ports.health(), ports.samples(), ports.nodes());
  }

  @Singleton
  WatchedDeployment watchedDeployment(Deployments deployments, DeploymentPorts ports) {
    return new WatchedDeployment(deployments, ports.routing(), RolloutTimeouts.DEFAULT.watch());
  }

  @Singleton
  NodeEjection nodeEjection(DynamoRouting routing, TriggerEvaluator triggerEvaluator, Clock clock) {
    return new NodeEjection(routing, routing, triggerEvaluator, clock);
  }

  @Singleton
  NodeWatcher nodeWatcher(
      DeploymentPorts ports, DynamoRouting routing, Stores stores, Clock clock) {
    return new NodeWatcher(ports.nodes(), routing, stores.nodeStatuses(), clock);
  }

  // Only one of the two functions rolls back and has the state machines' ARNs.
  @Prototype
  AnomalyHandler anomalyHandler(
      Deployments deployments,
      DeploymentPorts ports,
      NodeEjection nodeEjection,
      TriggerEvaluator triggerEvaluator,
      WatchedDeployment watchedDeployment,
      Executions executions,
      Stores stores,
      Clock clock) {
    return new AnomalyHandler(
        watchedDeployment,
        triggerEvaluator,
        nodeEjection,
        new RollingBack(deployments, ports, executions, RolloutTimeouts.DEFAULT, clock),
        stores.outbox(),
        clock);
  }
}
