package io.hotswap.deployments;

import io.hotswap.api.Settings;
import io.hotswap.domain.approval.ApprovalRepair;
import io.hotswap.domain.approval.Tokens;
import io.hotswap.domain.approval.Withdrawing;
import io.hotswap.domain.deployment.Deploying;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Previewing;
import io.hotswap.domain.deployment.Reconciling;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.deployment.RollingOut;
import io.hotswap.domain.deployment.RolloutTimes;
import io.hotswap.domain.deployment.Steering;
import io.hotswap.domain.deployment.Surroundings;
import io.hotswap.domain.deployment.rollback.PluginRollback;
import io.hotswap.persistence.ApprovalConfig;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// What both functions are put together from; each takes only what it needs.
@Factory
final class DeploymentParts {
  @Singleton
  Deploying deploying(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      Settings settings,
      Clock clock) {
    var expiry = ApprovalConfig.from(settings.environment()).expiry();
    return new Deploying(deployments, around, executions, RolloutTimes.DEFAULT, expiry, clock);
  }

  @Singleton
  RollingBack rollingBack(
      Deployments deployments, Surroundings around, Executions executions, Clock clock) {
    return new RollingBack(deployments, around, executions, RolloutTimes.DEFAULT, clock);
  }

  @Singleton
  PluginRollback pluginRollback(Deployments deployments, RollingBack rollingBack) {
    return new PluginRollback(deployments, rollingBack);
  }

  @Singleton
  Steering steering(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      RollingBack rollingBack,
      Tokens tokens,
      Clock clock) {
    var withdrawing = new Withdrawing(around.approvals(), deployments, tokens, clock);
    return new Steering(
        deployments, executions, rollingBack, withdrawing, RolloutTimes.DEFAULT, clock);
  }

  @Singleton
  Previewing previewing(Deployments deployments, Clock clock) {
    return new Previewing(deployments, clock);
  }

  @Singleton
  RollingOut rollingOut(Deployments deployments, Surroundings around, Clock clock) {
    return new RollingOut(deployments, around, RolloutTimes.DEFAULT, clock);
  }

  @Singleton
  Reconciling reconciling(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      Tokens tokens,
      Clock clock) {
    var approvals = new ApprovalRepair(around.approvals(), deployments, tokens, clock);
    return new Reconciling(deployments, around, executions, RolloutTimes.DEFAULT, approvals, clock);
  }
}
