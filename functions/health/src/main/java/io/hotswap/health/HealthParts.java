package io.hotswap.health;

import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.deployment.RolloutTimes;
import io.hotswap.domain.deployment.Surroundings;
import io.hotswap.domain.fleet.NodeWatcher;
import io.hotswap.domain.health.AnsweringSuspicions;
import io.hotswap.domain.health.Examining;
import io.hotswap.domain.health.SettingAside;
import io.hotswap.domain.health.Watching;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.Stores;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What both functions are put together from; each takes only what it needs.
@Factory
final class HealthParts {
  @Singleton
  Examining examining(Surroundings around) {
    return new Examining(around.figures(), around.health(), around.samples(), around.nodes());
  }

  @Singleton
  Watching watching(Deployments deployments, Surroundings around) {
    return new Watching(deployments, around.routing(), RolloutTimes.DEFAULT.watch());
  }

  @Singleton
  SettingAside settingAside(DynamoRouting routing, Examining examining, Clock clock) {
    return new SettingAside(routing, routing, examining, clock);
  }

  @Singleton
  NodeWatcher nodeWatcher(Surroundings around, DynamoRouting routing, Stores stores, Clock clock) {
    return new NodeWatcher(around.nodes(), routing, stores.nodeStatuses(), clock);
  }

  // Of the two functions only one rolls back, and knows the machines.
  @Prototype
  AnsweringSuspicions answering(
      Deployments deployments,
      Surroundings around,
      SettingAside settingAside,
      Examining examining,
      Watching watching,
      Executions executions,
      Stores stores,
      Clock clock) {
    return new AnsweringSuspicions(
        watching,
        examining,
        settingAside,
        new RollingBack(deployments, around, executions, RolloutTimes.DEFAULT, clock),
        stores.outbox(),
        clock);
  }
}
