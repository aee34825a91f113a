package io.hotswap.health;

import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.fleet.NodeWatcher;
import io.hotswap.domain.health.AutomaticRollback;
import io.hotswap.domain.health.NodeEjection;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.health.WatchedDeployment;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
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
  TriggerEvaluator triggerEvaluator(Stores stores) {
    return new TriggerEvaluator(
        stores.callStats(), stores.healthReports(), stores.samples(), stores.nodes());
  }

  @Singleton
  WatchedDeployment watchedDeployment(Deployments deployments, DynamoRouting routing) {
    return new WatchedDeployment(deployments, routing, RolloutTimeouts.DEFAULT.watch());
  }

  @Singleton
  NodeEjection nodeEjection(DynamoRouting routing, TriggerEvaluator triggerEvaluator, Clock clock) {
    return new NodeEjection(routing, routing, triggerEvaluator, clock);
  }

  @Singleton
  NodeWatcher nodeWatcher(Nodes nodes, DynamoRouting routing, Stores stores, Clock clock) {
    return new NodeWatcher(nodes, routing, stores.nodeStatuses(), clock);
  }

  // Only one of the two functions rolls back and has the state machines' ARNs.
  @Prototype
  AutomaticRollback automaticRollback(
      Deployments deployments,
      NodeEjection nodeEjection,
      TriggerEvaluator triggerEvaluator,
      WatchedDeployment watchedDeployment,
      Executions executions,
      SlotRecovery slots,
      MisfitTenants misfits,
      Stores stores,
      Clock clock) {
    return new AutomaticRollback(
        watchedDeployment,
        triggerEvaluator,
        nodeEjection,
        new RollingBackDeployment(
            deployments,
            executions,
            slots,
            misfits,
            new UnmetNeeds(stores.knownVersions(), stores.routing(), stores.tenantPlugins()),
            stores.trustDocuments(),
            clock),
        stores.outbox(),
        clock);
  }
}
