package io.hotswap.deployments;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.deployment.DeploymentPorts;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.operations.IssuingPreviewTokens;
import io.hotswap.domain.deployment.operations.PluginRollback;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.deployment.operations.RollingBack;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.rollout.ApprovalSteps;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.deployment.rollout.StageJudge;
import io.hotswap.domain.deployment.rollout.StagingSteps;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.rollout.StepSources;
import io.hotswap.persistence.ApprovalConfig;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Beans of both functions; each uses only what it needs.
@Factory
final class DeploymentBeans {
  @Singleton
  Deploying deploying(
      Deployments deployments,
      DeploymentPorts ports,
      Executions executions,
      FunctionVariables variables,
      Clock clock) {
    var expiry = ApprovalConfig.from(variables.environment()).expiry();
    return new Deploying(deployments, ports, executions, RolloutTimeouts.DEFAULT, expiry, clock);
  }

  @Singleton
  RollingBack rollingBack(
      Deployments deployments, DeploymentPorts ports, Executions executions, Clock clock) {
    return new RollingBack(deployments, ports, executions, RolloutTimeouts.DEFAULT, clock);
  }

  @Singleton
  PluginRollback pluginRollback(Deployments deployments, RollingBack rollingBack) {
    return new PluginRollback(deployments, rollingBack);
  }

  @Singleton
  Steering steering(
      Deployments deployments,
      DeploymentPorts ports,
      Executions executions,
      RollingBack rollingBack,
      TaskTokens tokens,
      Clock clock) {
    var withdrawing = new Withdrawing(ports.approvals(), deployments, tokens, clock);
    return new Steering(
        deployments, executions, rollingBack, withdrawing, RolloutTimeouts.DEFAULT, clock);
  }

  @Singleton
  IssuingPreviewTokens previewing(Deployments deployments, Clock clock) {
    return new IssuingPreviewTokens(deployments, clock);
  }

  @Singleton
  StepRunner rollingOut(Deployments deployments, DeploymentPorts ports, Clock clock) {
    return new StepRunner(
        deployments,
        new StepSources(
            ports.routing(),
            ports.nodes(),
            ports.health(),
            ports.tenants(),
            ports.callStats(),
            ports.approvals()),
        new ApprovalSteps(
            ports.accounts(), new ApprovalTermsCalculator(ports.routing(), ports.releases())),
        new StagingSteps(ports.acceptance()),
        new StageJudge(ports.samples(), ports.evidence()),
        RolloutTimeouts.DEFAULT,
        clock);
  }

  @Singleton
  Reconciling reconciling(
      Deployments deployments,
      DeploymentPorts ports,
      Executions executions,
      TaskTokens tokens,
      Clock clock) {
    var approvals = new ApprovalRepair(ports.approvals(), deployments, tokens, clock);
    return new Reconciling(
        deployments, ports, executions, RolloutTimeouts.DEFAULT, approvals, clock);
  }
}
