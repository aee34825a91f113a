package io.hotswap.deployments.reconciliation;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.request.Deploying;
import io.hotswap.domain.inventory.operations.FindingLibraries;
import io.hotswap.domain.lifecycle.operations.EndingAudience;
import io.hotswap.domain.lifecycle.operations.MigratingVersion;
import io.hotswap.domain.lifecycle.operations.ReachingEndOfLife;
import io.hotswap.domain.lifecycle.operations.RemindingOfEndOfLife;
import io.hotswap.domain.lifecycle.operations.TellingDeprecations;
import io.hotswap.domain.lifecycle.operations.VersionAudience;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.TenantLimit;
import io.hotswap.domain.tenant.bulk.MigratingTenants;
import io.hotswap.domain.tenant.bulk.StartingBulkJobs;
import io.hotswap.persistence.Stores;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;

/// Beans of what is done about versions whose life ends, and of whom libraries concern.
@Factory
final class LifecycleBeans {
  @Singleton
  VersionAudience audience(Stores stores) {
    return new VersionAudience(stores.routing(), stores.tenantPlugins(), stores.tenants());
  }

  @Singleton
  FindingLibraries findingLibraries(Releases releases, Stores stores, VersionAudience audience) {
    return new FindingLibraries(stores.libraryInventories(), releases, audience);
  }

  @Singleton
  StartingBulkJobs startingBulkJobs(Stores stores, Clock clock) {
    return new StartingBulkJobs(stores.bulkJobs(), clock);
  }

  @Singleton
  MigratingTenants migratingTenants(
      Deployments deployments, Releases releases, Stores stores, StartingBulkJobs starting) {
    return new MigratingTenants(
        stores.pins(),
        new PinnableVersions(deployments, releases),
        releases,
        stores.bulkJobs(),
        starting);
  }

  @Singleton
  MigratingVersion migratingVersion(
      MigratingTenants migrating, Deploying deploying, Stores stores) {
    return new MigratingVersion(migrating, deploying, stores.routing());
  }

  @Singleton
  ReachingEndOfLife reachingEndOfLife(
      Releases releases,
      Stores stores,
      VersionAudience audience,
      MigratingTenants migrating,
      StartingBulkJobs starting,
      FunctionVariables variables,
      Clock clock) {
    return new ReachingEndOfLife(
        stores.versionLifecycles(),
        stores.deprecationTasks(),
        audience,
        new EndingAudience(migrating, starting),
        releases,
        stores.outbox(),
        EndOfLifeConfig.from(variables.environment()).usual(),
        clock);
  }

  @Singleton
  RemindingOfEndOfLife reminding(Stores stores, FunctionVariables variables, Clock clock) {
    return new RemindingOfEndOfLife(
        stores.versionLifecycles(),
        stores.deprecationTasks(),
        EndOfLifeConfig.from(variables.environment()).notice(),
        clock);
  }

  @Singleton
  TellingDeprecations tellingDeprecations(
      Releases releases,
      Stores stores,
      VersionAudience audience,
      FunctionVariables variables,
      Clock clock) {
    var settings = stores.tenantPlugins();
    return new TellingDeprecations(
        stores.versionLifecycles(),
        stores.deprecationTasks(),
        new ChangingTenantPlugins(settings, releases, TenantLimit.NONE, clock),
        audience,
        stores.registeredTenants(),
        releases,
        stores.outbox(),
        EndOfLifeConfig.from(variables.environment()).usual(),
        clock);
  }
}
