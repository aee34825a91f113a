package io.hotswap.deployments;

import io.hotswap.api.Settings;
import io.hotswap.domain.deployment.Deploying;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.RollingBack;
import io.hotswap.domain.deployment.RollingOut;
import io.hotswap.domain.deployment.RolloutTimes;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoDeployments;
import io.hotswap.persistence.DynamoNodes;
import io.hotswap.persistence.DynamoReleases;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.Tables;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What both functions are put together from; each takes only what it needs.
@Factory
final class DeploymentParts {
  private static final Duration START = Duration.ofSeconds(5);

  @Bean(preDestroy = "close")
  @Singleton
  S3Client s3() {
    return Aws.s3();
  }

  @Bean(preDestroy = "close")
  @Singleton
  SfnClient sfn() {
    return SfnClient.builder()
        .httpClient(Aws.http())
        .overrideConfiguration(Aws.within(START))
        .build();
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
    return new StepFunctions(sfn, MachinesConfig.from(settings.environment()));
  }

  @Singleton
  Deploying deploying(
      Deployments deployments,
      DynamoDbClient dynamo,
      Tables tables,
      Executions executions,
      Clock clock) {
    var releases = new DynamoReleases(dynamo, tables);
    return new Deploying(deployments, releases, executions, RolloutTimes.DEFAULT, clock);
  }

  @Singleton
  RollingBack rollingBack(Deployments deployments, Executions executions, Clock clock) {
    return new RollingBack(deployments, executions, RolloutTimes.DEFAULT, clock);
  }

  @Singleton
  RollingOut rollingOut(
      Deployments deployments,
      DynamoRouting routing,
      DynamoDbClient dynamo,
      Tables tables,
      Clock clock) {
    var nodes = new DynamoNodes(dynamo, tables);
    return new RollingOut(deployments, routing, nodes, RolloutTimes.DEFAULT, clock);
  }
}
