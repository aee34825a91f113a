package io.hotswap.deployments;

import io.hotswap.api.Settings;
import io.hotswap.domain.approval.ApprovalRepair;
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
import io.hotswap.persistence.ApprovalConfig;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoApprovals;
import io.hotswap.persistence.DynamoDeployments;
import io.hotswap.persistence.DynamoFigures;
import io.hotswap.persistence.DynamoHealthReports;
import io.hotswap.persistence.DynamoNodes;
import io.hotswap.persistence.DynamoReleases;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.DynamoTenants;
import io.hotswap.persistence.MachinesConfig;
import io.hotswap.persistence.S3Evidences;
import io.hotswap.persistence.S3TenantSamples;
import io.hotswap.persistence.SfnExecutions;
import io.hotswap.persistence.SfnTokens;
import io.hotswap.persistence.Tables;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What both functions are put together from; each takes only what it needs.
@Factory
final class DeploymentParts {
  @Bean(preDestroy = "close")
  @Singleton
  S3Client s3() {
    return Aws.s3();
  }

  @Bean(preDestroy = "close")
  @Singleton
  SfnClient sfn() {
    return Aws.sfn();
  }

  @Singleton
  DynamoRouting routing(DynamoDbClient dynamo, S3Client s3, Tables tables) {
    return new DynamoRouting(dynamo, s3, tables);
  }

  @Singleton
  Deployments deployments(DynamoDbClient dynamo, Tables tables, DynamoRouting routing) {
    return new DynamoDeployments(dynamo, tables, routing);
  }

  @Singleton
  Executions executions(SfnClient sfn, Settings settings) {
    return new SfnExecutions(sfn, MachinesConfig.from(settings.environment()));
  }

  @Singleton
  Surroundings surroundings(
      DynamoRouting routing, DynamoDbClient dynamo, S3Client s3, Tables tables, Clock clock) {
    return new Surroundings(
        routing,
        new DynamoNodes(dynamo, tables),
        new DynamoHealthReports(dynamo, tables),
        new DynamoTenants(dynamo, tables, clock),
        new DynamoFigures(dynamo, tables),
        new S3TenantSamples(s3, tables),
        new S3Evidences(s3, tables),
        new DynamoApprovals(dynamo, tables),
        new DynamoReleases(dynamo, tables));
  }

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
  Steering steering(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      RollingBack rollingBack,
      SfnClient sfn,
      Clock clock) {
    var withdrawing = new Withdrawing(around.approvals(), deployments, new SfnTokens(sfn), clock);
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
      SfnClient sfn,
      Clock clock) {
    var approvals = new ApprovalRepair(around.approvals(), deployments, new SfnTokens(sfn), clock);
    return new Reconciling(deployments, around, executions, RolloutTimes.DEFAULT, approvals, clock);
  }
}
