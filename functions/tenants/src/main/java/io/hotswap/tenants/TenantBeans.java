package io.hotswap.tenants;

import io.hotswap.api.FunctionVariables;
import io.hotswap.domain.audit.AuditEntries;
import io.hotswap.domain.dependency.world.TenantNeeds;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.lifecycle.VersionLifecycles;
import io.hotswap.domain.telemetry.TenantUsages;
import io.hotswap.domain.tenant.ChangingTenantPlugins;
import io.hotswap.domain.tenant.PinnableVersions;
import io.hotswap.domain.tenant.Pins;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.TenantPlugins;
import io.hotswap.domain.tenant.bulk.BulkJobs;
import io.hotswap.domain.tenant.bulk.StartingBulkJobs;
import io.hotswap.domain.tenant.configuration.ConfigurationFit;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.ConfiguringTenant;
import io.hotswap.domain.tenant.configuration.KeptTenants;
import io.hotswap.domain.tenant.configuration.LookingUpBundles;
import io.hotswap.domain.tenant.configuration.ReplacingSettings;
import io.hotswap.domain.tenant.directory.RegisteredTenants;
import io.hotswap.domain.tenant.directory.RegisteringTenants;
import io.hotswap.domain.tenant.entitlement.EnforcedLimits;
import io.hotswap.domain.tenant.entitlement.PluginDefaults;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.domain.tenant.erasure.Erasures;
import io.hotswap.domain.tenant.erasure.StartingErasures;
import io.hotswap.domain.tenant.secret.ManagedSecrets;
import io.hotswap.domain.tenant.secret.SecretSealing;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.TenantLimitConfig;
import io.hotswap.secrets.EncryptedSecrets;
import io.hotswap.secrets.SecretClients;
import io.hotswap.secrets.SecretsConfig;
import io.hotswap.secrets.TaggedSecrets;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.secretsmanager.SecretsManagerClient;

@Factory
final class TenantBeans {
  @Singleton
  TenantPlugins tenantPlugins(Stores stores) {
    return stores.tenantPlugins();
  }

  @Singleton
  RegisteredTenants registeredTenants(Stores stores) {
    return stores.registeredTenants();
  }

  @Singleton
  RegisteringTenants registeringTenants(RegisteredTenants tenants, Clock clock) {
    return new RegisteringTenants(tenants, clock);
  }

  @Singleton
  TenantUsages tenantUsages(Stores stores) {
    return stores.tenantUsages();
  }

  @Singleton
  BulkJobs bulkJobs(Stores stores) {
    return stores.bulkJobs();
  }

  @Singleton
  StartingBulkJobs startingBulkJobs(BulkJobs jobs, Clock clock) {
    return new StartingBulkJobs(jobs, clock);
  }

  @Singleton
  Erasures erasures(Stores stores) {
    return stores.erasures();
  }

  @Singleton
  StartingErasures startingErasures(Erasures erasures, Stores stores, Clock clock) {
    return new StartingErasures(erasures, stores.erasableData().counted(), clock);
  }

  @Singleton
  AuditEntries auditEntries(Stores stores) {
    return stores.auditEntries();
  }

  @Singleton
  Pins pins(Stores stores) {
    return stores.pins();
  }

  @Singleton
  ChangingTenantPlugins changingTenantPlugins(
      TenantPlugins tenantPlugins, Releases releases, FunctionVariables variables, Clock clock) {
    var limit = TenantLimitConfig.from(variables.environment()).limit();
    return new ChangingTenantPlugins(tenantPlugins, releases, limit, clock);
  }

  @Singleton
  KeptTenants keptTenants(Stores stores, TenantPlugins tenantPlugins) {
    return new KeptTenants(stores.routing(), tenantPlugins);
  }

  @Singleton
  ConfigurationFit configurationFit(
      Stores stores, Deployments deployments, ConfigurationSchemas schemas, Clock clock) {
    return new ConfigurationFit(
        stores.routing(), deployments, stores.tenantConfigurations(), schemas, clock);
  }

  @Singleton
  TenantNeeds tenantNeeds(Stores stores, TenantPlugins tenantPlugins, TenantDefaults stage) {
    return new TenantNeeds(stores.knownVersions(), stores.routing(), tenantPlugins, stage);
  }

  @Singleton
  ConfiguringTenant configuringTenant(
      ChangingTenantPlugins changing,
      ConfigurationFit fit,
      ConfigurationSchemas schemas,
      SecretSealing sealing,
      ManagedSecrets managed,
      Clock clock) {
    return new ConfiguringTenant(changing, fit, schemas, sealing, managed, clock);
  }

  @Bean(preDestroy = "close")
  @Singleton
  KmsClient kms() {
    return SecretClients.kms();
  }

  @Bean(preDestroy = "close")
  @Singleton
  SecretsManagerClient secretsManager() {
    return SecretClients.secretsManager();
  }

  @Singleton
  ManagedSecrets managedSecrets(SecretsManagerClient client) {
    return new TaggedSecrets(client);
  }

  @Singleton
  SecretSealing secretSealing(KmsClient kms, Stores stores, FunctionVariables variables) {
    var config = SecretsConfig.from(variables.environment());
    return new EncryptedSecrets(kms, config, stores.dataKeys(), stores.sealedSecrets());
  }

  @Singleton
  LookingUpBundles lookingUpBundles(
      Deployments deployments,
      Stores stores,
      ConfigurationSchemas schemas,
      PluginEntitlements entitlements) {
    return new LookingUpBundles(
        deployments,
        stores.tenantConfigurations(),
        stores.defaultConfigurations(),
        schemas,
        entitlements);
  }

  @Singleton
  ReplacingSettings replacingSettings(
      PinnableVersions pinnable, ConfiguringTenant configuring, Clock clock) {
    return new ReplacingSettings(pinnable, configuring, clock);
  }

  @Singleton
  PluginDefaults pluginDefaults(TenantPlugins tenantPlugins, TenantDefaults stage) {
    return new PluginDefaults(tenantPlugins, stage);
  }

  @Singleton
  EnforcedLimits enforcedLimits(Stores stores, Clock clock) {
    return new EnforcedLimits(stores.nodes(), clock);
  }

  @Singleton
  VersionLifecycles versionLifecycles(Stores stores) {
    return stores.versionLifecycles();
  }

  @Singleton
  PinnableVersions pinnableVersions(Deployments deployments, Releases releases) {
    return new PinnableVersions(deployments, releases);
  }
}
