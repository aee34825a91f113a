package io.hotswap.api;

import io.hotswap.api.accounts.CognitoAccounts;
import io.hotswap.domain.access.Accounts;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.Tokens;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.Executions;
import io.hotswap.domain.deployment.Surroundings;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoRouting;
import io.hotswap.persistence.MachinesConfig;
import io.hotswap.persistence.SfnExecutions;
import io.hotswap.persistence.SfnTokens;
import io.hotswap.persistence.Stores;
import io.hotswap.persistence.Tables;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Prototype;
import jakarta.inject.Singleton;
import java.time.Clock;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.sfn.SfnClient;

/// What functions that have to do with deployments are put together from. Made where it is asked
/// for: Lambda's context makes every singleton, and not every function knows the machines.
@Factory
final class RolloutParts {
  @Bean(preDestroy = "close")
  @Singleton
  SfnClient sfn() {
    return Aws.sfn();
  }

  @Prototype
  Stores stores(DynamoDbClient dynamo, S3Client s3, Tables tables, Clock clock) {
    return new Stores(dynamo, s3, tables, clock);
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

  @Singleton
  Accounts accounts(Settings settings) {
    return CognitoAccounts.from(settings.environment());
  }

  @Prototype
  Surroundings surroundings(Stores stores, Accounts accounts) {
    return stores.surroundings(accounts);
  }

  @Prototype
  Tokens tokens(SfnClient sfn) {
    return new SfnTokens(sfn);
  }

  @Prototype
  Executions executions(SfnClient sfn, Settings settings) {
    return new SfnExecutions(sfn, MachinesConfig.from(settings.environment()));
  }
}
