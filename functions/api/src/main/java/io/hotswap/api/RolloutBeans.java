package io.hotswap.api;

import io.hotswap.api.accounts.CognitoAccounts;
import io.hotswap.api.configuration.ManifestSchemas;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.EvidenceStore;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Releases;
import io.hotswap.domain.deployment.operations.SlotRecovery;
import io.hotswap.domain.deployment.restoration.CleanReleases;
import io.hotswap.domain.deployment.rollout.RolloutTimeouts;
import io.hotswap.domain.deployment.strategy.AcceptanceSuites;
import io.hotswap.domain.node.Nodes;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.telemetry.CallStats;
import io.hotswap.domain.telemetry.HealthReports;
import io.hotswap.domain.telemetry.Tenants;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.configuration.ConfigurationSchemas;
import io.hotswap.domain.tenant.configuration.MisfitTenants;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.workflow.MachinesConfig;
import io.hotswap.persistence.workflow.SfnExecutions;
import io.hotswap.persistence.workflow.SfnTaskTokens;
import io.hotswap.telemetry.FunctionMetrics;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.Map;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// Beans of the functions that handle deployments. Prototypes: Lambda's context creates every
/// singleton, and not every function has the state machines' ARNs.
@Factory
final class RolloutBeans {
  @Bean(preDestroy = "close")
  @Singleton
  SfnClient sfn() {
    return Aws.sfn();
  }

  @Prototype
  Stores stores(
      DynamoDbClient dynamo,
      S3Client s3,
      Tables tables,
      TenantDefaults defaults,
      RefusedReports refused,
      Clock clock) {
    return new Stores(dynamo, s3, tables, defaults, refused, clock);
  }

  @Singleton
  RefusedReports refusedReports() {
    return source ->
        FunctionMetrics.count("plugin.reports.refused.total", Map.of("environment", source.name()));
  }

  @Prototype
  DynamoRouting routing(Stores stores) {
    return stores.routing();
  }

  @Prototype
  Deployments deployments(Stores stores) {
    return stores.deployments();
  }

  @Prototype
  Approvals approvals(Stores stores) {
    return stores.approvals();
  }

  @Prototype
  Releases releases(Stores stores) {
    return stores.releases();
  }

  @Prototype
  Nodes nodes(Stores stores) {
    return stores.nodes();
  }

  @Prototype
  HealthReports healthReports(Stores stores) {
    return stores.healthReports();
  }

  @Prototype
  Tenants tenants(Stores stores) {
    return stores.tenants();
  }

  @Prototype
  CallStats callStats(Stores stores) {
    return stores.callStats();
  }

  @Prototype
  EvidenceStore evidence(Stores stores) {
    return stores.evidence();
  }

  @Prototype
  AcceptanceSuites acceptanceSuites(Stores stores) {
    return stores.acceptanceSuites();
  }

  @Prototype
  ConfigurationSchemas configurationSchemas(Stores stores) {
    return new ManifestSchemas(
        stores.releases()::configurationSchema, stores.defaultConfigurations());
  }

  @Prototype
  MisfitTenants misfits(Stores stores, ConfigurationSchemas schemas, Clock clock) {
    var settings = stores.tenantPluginsWithoutDefaults();
    return new MisfitTenants(
        stores.routing(),
        stores.tenants(),
        settings,
        stores.tenantConfigurations(),
        schemas,
        settings,
        clock);
  }

  @Prototype
  CleanReleases cleanReleases(Deployments deployments, Stores stores) {
    return new CleanReleases(deployments, stores.trustDocuments());
  }

  @Prototype
  SlotRecovery slots(
      Deployments deployments,
      DynamoRouting routing,
      Approvals approvals,
      Executions executions,
      CleanReleases cleanReleases) {
    return new SlotRecovery(
        deployments, routing, approvals, executions, cleanReleases, RolloutTimeouts.DEFAULT);
  }

  @Singleton
  Accounts accounts(FunctionVariables variables) {
    return CognitoAccounts.from(variables.environment());
  }

  @Prototype
  TaskTokens tokens(SfnClient sfn) {
    return new SfnTaskTokens(sfn);
  }

  @Prototype
  Executions executions(SfnClient sfn, FunctionVariables variables) {
    return new SfnExecutions(sfn, MachinesConfig.from(variables.environment()));
  }
}
