package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.dependency.InMemoryKnownVersions;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.plan.RecentTrafficReader;
import io.hotswap.domain.deployment.plan.TransitionPrices;
import io.hotswap.domain.deployment.request.DefaultsPlanner;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.deployment.request.DeploymentPlanner;
import io.hotswap.domain.deployment.request.RequestContents;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.deployment.rollout.ApprovalSteps;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.deployment.rollout.StageJudge;
import io.hotswap.domain.deployment.rollout.StagingSteps;
import io.hotswap.domain.deployment.rollout.StepRunner;
import io.hotswap.domain.deployment.rollout.StepSources;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import java.math.BigDecimal;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;

/** Use cases on the ports of a test. */
record Wiring(
    Deployments deployments,
    DeploymentPorts ports,
    Executions executions,
    RolloutTimeouts times,
    InstantSource clock) {
  static final TransitionPrices PRICES = () -> new BigDecimal("0.000025");

  Deploying deploying(Duration approvalExpiry) {
    var planner =
        new DeploymentPlanner(
            ports.releases(),
            ports.nodes(),
            planBuilder(ports),
            misfits(),
            new DefaultsPlanner(ports.defaults(), ports.schemas()),
            unmetNeeds(),
            (pluginId, environment, serving, version) -> Optional.empty(),
            ports.admission());
    var contents = new RequestContents(ports.acceptance(), ports.defaults());
    return new Deploying(
        deployments, executions, slots(), planner, contents, approvalExpiry, clock);
  }

  StepRunner stepRunner() {
    return new StepRunner(
        deployments,
        new StepSources(
            ports.routing(),
            ports.nodes(),
            ports.health(),
            ports.tenants(),
            ports.settings(),
            misfits(),
            ports.callStats(),
            ports.approvals(),
            cleanReleases()),
        new ApprovalSteps(
            ports.accounts(),
            new ApprovalTermsCalculator(ports.routing(), ports.releases()),
            ports.admission()),
        new StagingSteps(ports.acceptance()),
        new StageJudge(ports.samples(), ports.evidence()),
        times,
        clock);
  }

  RollingBackDeployment rollingBack() {
    return new RollingBackDeployment(
        deployments, executions, slots(), misfits(), unmetNeeds(), ports.trust(), clock);
  }

  Reconciling reconciling(ApprovalRepair approvals) {
    return new Reconciling(deployments, slots(), approvals, clock);
  }

  private MisfitTenants misfits() {
    return new MisfitTenants(
        ports.routing(),
        ports.tenants(),
        ports.settings(),
        ports.configurations(),
        ports.schemas(),
        ports.fence(),
        clock);
  }

  private UnmetNeeds unmetNeeds() {
    return new UnmetNeeds(new InMemoryKnownVersions(""), ports.routing(), ports.settings());
  }

  private SlotRecovery slots() {
    return new SlotRecovery(
        deployments, ports.routing(), ports.approvals(), executions, cleanReleases(), times);
  }

  private CleanReleases cleanReleases() {
    return new CleanReleases(deployments, ports.trust());
  }

  static PlanBuilder planBuilder(DeploymentPorts ports) {
    return new PlanBuilder(
        new ApprovalTermsCalculator(ports.routing(), ports.releases()),
        ports.routing(),
        ports.nodes(),
        ports.tenants(),
        ports.settings(),
        new RecentTrafficReader(ports.tenants(), ports.callStats()),
        PRICES);
  }
}
