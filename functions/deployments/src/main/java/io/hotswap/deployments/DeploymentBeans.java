package io.hotswap.deployments;

import io.hotswap.api.FunctionVariables;
import io.hotswap.api.compatibility.InclusionComparison;
import io.hotswap.api.compatibility.ReleaseContracts;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.approval.decision.Withdrawing;
import io.hotswap.domain.compatibility.AssessingImpact;
import io.hotswap.domain.dependency.world.DeployableVersions;
import io.hotswap.domain.dependency.world.UnendedVersions;
import io.hotswap.domain.dependency.world.UnmetNeeds;
import io.hotswap.domain.dependency.world.WorldReader;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.admission.PluginLimit;
import io.hotswap.domain.deployment.admission.PreReleaseAdmission;
import io.hotswap.domain.deployment.admission.ReleaseAdmission;
import io.hotswap.domain.deployment.admission.SignatureAdmission;
import io.hotswap.domain.deployment.operations.IssuingPreviewTokens;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.RollingBackPlugin;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.deployment.operations.Steering;
import io.hotswap.domain.deployment.plan.ApprovalTermsCalculator;
import io.hotswap.domain.deployment.plan.PlanBuilder;
import io.hotswap.domain.deployment.plan.RecentTrafficReader;
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
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.revocation.FindingDistrusted;
import io.hotswap.domain.revocation.PinsToRelease;
import io.hotswap.domain.revocation.ReviewingTrust;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.domain.trust.SignatureGate;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustRule;
import io.hotswap.persistence.ApprovalConfig;
import io.hotswap.persistence.PreReleaseConfig;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.workflow.ListPrices;
import io.hotswap.signing.CmsArchiveSignatures;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Beans of both functions; each uses only what it needs.
@Factory
final class DeploymentBeans {
  @Singleton
  AssessingImpact impact(Stores stores, Tenants tenants, Clock clock) {
    return new AssessingImpact(
        new ReleaseContracts(stores.releases()::manifest),
        new InclusionComparison(),
        tenants,
        stores.knownVersions(),
        stores.routing(),
        clock);
  }

  @Singleton
  TrustDocuments trustDocuments(Stores stores) {
    return stores.trustDocuments();
  }

  @Singleton
  PlanBuilder plans(
      DynamoRouting routing,
      Releases releases,
      Nodes nodes,
      Tenants tenants,
      CallStats callStats,
      Stores stores) {
    var terms = new ApprovalTermsCalculator(routing, releases);
    var recentTraffic = new RecentTrafficReader(tenants, callStats);
    return new PlanBuilder(
        terms, routing, nodes, tenants, stores.tenantPlugins(), recentTraffic, new ListPrices());
  }

  @Singleton
  PluginLimit pluginLimit(DynamoRouting routing, FunctionVariables variables) {
    return PluginLimitConfig.from(variables.environment()).limit(routing);
  }

  @Singleton
  ReleaseAdmission admission(Stores stores, PluginLimit limit, FunctionVariables variables) {
    var preReleases = PreReleaseConfig.from(variables.environment()).environments();
    return limit
        .and(new PreReleaseAdmission(preReleases))
        .and(
            new SignatureAdmission(
                new SignatureGate(stores.trustDocuments(), new CmsArchiveSignatures())));
  }

  @Singleton
  ReviewingTrust reviewingTrust(
      Releases releases,
      Deployments deployments,
      RollingBackDeployment rollingBack,
      PinsToRelease pins,
      Stores stores,
      Clock clock) {
    var trust = stores.trustDocuments();
    var finding =
        new FindingDistrusted(
            stores.routing(), releases, stores.pins(), new TrustRule(new CmsArchiveSignatures()));
    return new ReviewingTrust(
        trust, trust, finding, deployments, rollingBack, pins, stores.outbox(), clock);
  }

  @Singleton
  PinsToRelease pinsToRelease(Releases releases, Stores stores, ConfigurationFit fit, Clock clock) {
    return new PinsToRelease(
        stores.pins(),
        new ChangingTenantPlugins(stores.tenantPlugins(), releases, TenantLimit.NONE, clock),
        it -> it.then(wanted -> fit.checked(wanted, "")));
  }

  @Singleton
  DeploymentPlanner planner(
      Releases releases,
      Nodes nodes,
      PlanBuilder plans,
      MisfitTenants misfits,
      ConfigurationSchemas schemas,
      UnmetNeeds unmetNeeds,
      AssessingImpact impact,
      ReleaseAdmission admission,
      Stores stores) {
    var defaults = new DefaultsPlanner(stores.defaultConfigurations(), schemas);
    return new DeploymentPlanner(
        releases, nodes, plans, misfits, defaults, unmetNeeds, impact, admission);
  }

  @Singleton
  UnmetNeeds unmetNeeds(Stores stores) {
    return new UnmetNeeds(
        stores.knownVersions(), stores.routing(), stores.tenantPlugins(), deployable(stores));
  }

  @Singleton
  WorldReader worlds(Stores stores) {
    return new WorldReader(stores.knownVersions(), stores.routing(), deployable(stores));
  }

  private static DeployableVersions deployable(Stores stores) {
    return new UnendedVersions(stores.versionLifecycles(), stores.checkedVersions());
  }

  @Singleton
  Deploying deploying(
      Deployments deployments,
      Executions executions,
      SlotRecovery slots,
      DeploymentPlanner planner,
      Stores stores,
      FunctionVariables variables,
      Clock clock) {
    var expiry = ApprovalConfig.from(variables.environment()).expiry();
    var contents = new RequestContents(stores.acceptanceSuites(), stores.defaultConfigurations());
    return new Deploying(deployments, executions, slots, planner, contents, expiry, clock);
  }

  @Singleton
  RollingBackDeployment rollingBack(
      Deployments deployments,
      Executions executions,
      SlotRecovery slots,
      MisfitTenants misfits,
      UnmetNeeds unmetNeeds,
      Stores stores,
      Clock clock) {
    return new RollingBackDeployment(
        deployments, executions, slots, misfits, unmetNeeds, stores.trustDocuments(), clock);
  }

  @Singleton
  RollingBackPlugin pluginRollback(
      Deployments deployments, RollingBackDeployment rollingBackDeployment) {
    return new RollingBackPlugin(deployments, rollingBackDeployment);
  }

  @Singleton
  Steering steering(
      Deployments deployments,
      Approvals approvals,
      Executions executions,
      RollingBackDeployment rollingBackDeployment,
      TaskTokens tokens,
      Clock clock) {
    var withdrawing = new Withdrawing(approvals, deployments, tokens, clock);
    return new Steering(
        deployments,
        executions,
        rollingBackDeployment,
        withdrawing,
        RolloutTimeouts.DEFAULT,
        clock);
  }

  @Singleton
  IssuingPreviewTokens previewing(Deployments deployments, Clock clock) {
    return new IssuingPreviewTokens(deployments, clock);
  }

  @Singleton
  StepRunner rollingOut(
      Deployments deployments,
      Stores stores,
      Accounts accounts,
      MisfitTenants misfits,
      ReleaseAdmission admission,
      CleanReleases cleanReleases,
      Clock clock) {
    return new StepRunner(
        deployments,
        new StepSources(
            stores.routing(),
            stores.nodes(),
            stores.healthReports(),
            stores.tenants(),
            stores.tenantPlugins(),
            misfits,
            stores.callStats(),
            stores.approvals(),
            cleanReleases),
        new ApprovalSteps(
            accounts, new ApprovalTermsCalculator(stores.routing(), stores.releases()), admission),
        new StagingSteps(stores.acceptanceSuites()),
        new StageJudge(stores.samples(), stores.evidence()),
        RolloutTimeouts.DEFAULT,
        clock);
  }

  @Singleton
  ConfigurationFit configurationFit(
      Stores stores, Deployments deployments, ConfigurationSchemas schemas, Clock clock) {
    return new ConfigurationFit(
        stores.routing(), deployments, stores.tenantConfigurations(), schemas, clock);
  }
}
