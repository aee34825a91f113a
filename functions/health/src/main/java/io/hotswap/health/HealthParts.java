package io.hotswap.health;

import io.hotswap.api.Settings;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.deployment.RolloutTimes;
import io.hotswap.domain.deployment.Surroundings;
import io.hotswap.domain.health.AnsweringSuspicions;
import io.hotswap.domain.health.Examining;
import io.hotswap.domain.health.SettingAside;
import io.hotswap.domain.health.Watching;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoApprovals;
import io.hotswap.persistence.DynamoDeployments;
import io.hotswap.persistence.DynamoFigures;
import io.hotswap.persistence.DynamoHealthReports;
import io.hotswap.persistence.DynamoNodes;
import io.hotswap.persistence.DynamoOutbox;
import io.hotswap.persistence.DynamoReleases;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.DynamoTenants;
import io.hotswap.persistence.MachinesConfig;
import io.hotswap.persistence.S3Evidences;
import io.hotswap.persistence.S3TenantSamples;
import io.hotswap.persistence.SfnExecutions;
import io.hotswap.persistence.Tables;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What both functions are put together from; each takes only what it needs.
@Factory
final class HealthParts {
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
  Examining examining(Surroundings around) {
    return new Examining(around.figures(), around.health(), around.nodes());
  }

  @Singleton
  Watching watching(Deployments deployments, Surroundings around) {
    return new Watching(deployments, around.routing(), RolloutTimes.DEFAULT.watch());
  }

  @Singleton
  SettingAside settingAside(DynamoRouting routing, Examining examining, Clock clock) {
    return new SettingAside(routing, routing, examining, clock);
  }

  // Of the two functions only one rolls back, and knows the machines.
  @Prototype
  AnsweringSuspicions answering(
      Deployments deployments,
      Surroundings around,
      SettingAside settingAside,
      Examining examining,
      Watching watching,
      DynamoDbClient dynamo,
      Tables tables,
      SfnClient sfn,
      Settings settings,
      Clock clock) {
    var executions = new SfnExecutions(sfn, MachinesConfig.from(settings.environment()));
    return new AnsweringSuspicions(
        watching,
        examining,
        settingAside,
        new RollingBack(deployments, around, executions, RolloutTimes.DEFAULT, clock),
        new DynamoOutbox(dynamo, tables),
        clock);
  }
}
