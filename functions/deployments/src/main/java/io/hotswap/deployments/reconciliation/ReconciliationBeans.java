package io.hotswap.deployments.reconciliation;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.approval.decision.ApprovalRepair;
import io.hotswap.domain.dependency.RememberedVersions;
import io.hotswap.domain.dependency.world.TenantNeeds;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.operations.Reconciling;
import io.hotswap.domain.deployment.operations.RollingBackDeployment;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.health.MovedVersionHealth;
import io.hotswap.domain.health.TriggerEvaluator;
import io.hotswap.domain.malware.InfectedTenants;
import io.hotswap.domain.malware.StoppingInfected;
import io.hotswap.domain.revocation.PinsToRelease;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.EndingPins;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.bulk.MoveWatch;
import io.hotswap.domain.tenant.bulk.RunningBulkJobs;
import io.hotswap.domain.tenant.bulk.SettingsCheck;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.domain.tenant.erasure.RunningErasures;
import io.hotswap.persistence.ErasureLedgerConfig;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.TenantLimitConfig;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Beans of what runs every minute.
@Factory
final class ReconciliationBeans {
  @Singleton
  RunningBulkJobs runningBulkJobs(
      Deployments deployments,
      Releases releases,
      Stores stores,
      ConfigurationFit fit,
      TenantDefaults stage,
      FunctionVariables variables,
      Clock clock) {
    var limit = TenantLimitConfig.from(variables.environment()).limit();
    return new RunningBulkJobs(
        stores.bulkJobs(),
        new ChangingTenantPlugins(stores.tenantPlugins(), releases, limit, clock),
        new PinnableVersions(deployments, releases),
        deployments,
        watch(stores, clock),
        () -> check(stores, fit, stage),
        clock);
  }

  private static MoveWatch watch(Stores stores, Clock clock) {
    var triggers =
        new TriggerEvaluator(
            stores.callStats(), stores.healthReports(), stores.samples(), stores.nodes());
    var health = new MovedVersionHealth(triggers, clock);
    return (job, from, to) ->
        health.fault(job.environment(), job.pluginId(), from, to, job.createdAt());
  }

  /// What changes of single tenants ask.
  private static SettingsCheck check(Stores stores, ConfigurationFit fit, TenantDefaults stage) {
    var known = new RememberedVersions(stores.knownVersions());
    var needs = new TenantNeeds(known, stores.routing(), stores.tenantPlugins(), stage);
    return (before, wanted) -> fit.checked(wanted, "").then(it -> needs.checked(before, it, ""));
  }

  // Only the reconciliation has the ledger.
  @Prototype
  RunningErasures runningErasures(Stores stores, FunctionVariables variables, Clock clock) {
    var config = ErasureLedgerConfig.from(variables.environment());
    return new RunningErasures(
        stores.erasures(), stores.erasureLedger(config), stores.erasableData().all(), clock);
  }

  @Singleton
  EndingPins endingPins(Releases releases, Stores stores, ConfigurationFit fit, Clock clock) {
    var settings = stores.tenantPlugins();
    return new EndingPins(
        stores.pins(),
        settings,
        new ChangingTenantPlugins(settings, releases, TenantLimit.NONE, clock),
        stores.registeredTenants(),
        releases,
        it -> it.then(wanted -> fit.checked(wanted, "")),
        clock);
  }

  @Singleton
  StoppingInfected stoppingInfected(
      Deployments deployments,
      RollingBackDeployment rollingBack,
      Releases releases,
      Stores stores,
      PinsToRelease pins,
      Clock clock) {
    var changing =
        new ChangingTenantPlugins(stores.tenantPlugins(), releases, TenantLimit.NONE, clock);
    return new StoppingInfected(
        stores.trustDocuments(),
        deployments,
        stores.routing(),
        rollingBack,
        new InfectedTenants(pins, changing, stores.routing(), clock),
        clock);
  }

  @Singleton
  Reconciling reconciling(
      Deployments deployments,
      SlotRecovery slots,
      Approvals approvals,
      TaskTokens tokens,
      Clock clock) {
    var repair = new ApprovalRepair(approvals, deployments, tokens, clock);
    return new Reconciling(deployments, slots, repair, clock);
  }
}
