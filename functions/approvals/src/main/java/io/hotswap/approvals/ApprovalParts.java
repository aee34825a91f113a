package io.hotswap.approvals;

import io.hotswap.api.Settings;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.Awaiting;
import io.hotswap.domain.approval.Deciding;
import io.hotswap.domain.approval.Expiring;
import io.hotswap.domain.approval.Tokens;
import io.hotswap.domain.approval.Withdrawing;
import io.hotswap.domain.deployment.CurrentTerms;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.deployment.RequestingApproval;
import io.hotswap.persistence.ApprovalConfig;
import io.hotswap.persistence.Aws;
import io.hotswap.persistence.DynamoApprovals;
import io.hotswap.persistence.DynamoDeployments;
import io.hotswap.persistence.DynamoReleases;
import io.hotswap.persistence.DynamoRouting;
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
final class ApprovalParts {
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
  Tokens tokens(SfnClient sfn) {
    return new SfnTokens(sfn);
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
  Approvals approvals(DynamoDbClient dynamo, Tables tables) {
    return new DynamoApprovals(dynamo, tables);
  }

  @Singleton
  CurrentTerms terms(DynamoDbClient dynamo, Tables tables, DynamoRouting routing) {
    return new CurrentTerms(routing, new DynamoReleases(dynamo, tables));
  }

  @Singleton
  Deciding deciding(
      Approvals approvals,
      Deployments deployments,
      CurrentTerms terms,
      Tokens tokens,
      Clock clock) {
    return new Deciding(approvals, deployments, terms, tokens, clock);
  }

  @Singleton
  RequestingApproval requesting(
      Approvals approvals,
      Deployments deployments,
      CurrentTerms terms,
      Settings settings,
      Clock clock) {
    var expiry = ApprovalConfig.from(settings.environment()).expiry();
    return new RequestingApproval(deployments, approvals, terms, expiry, clock);
  }

  @Singleton
  Awaiting awaiting(Approvals approvals, Deployments deployments, Tokens tokens, Clock clock) {
    return new Awaiting(approvals, deployments, tokens, clock);
  }

  @Singleton
  Expiring expiring(Approvals approvals, Deployments deployments, Tokens tokens, Clock clock) {
    return new Expiring(approvals, deployments, tokens, clock);
  }

  @Singleton
  Withdrawing withdrawing(
      Approvals approvals, Deployments deployments, Tokens tokens, Clock clock) {
    return new Withdrawing(approvals, deployments, tokens, clock);
  }
}
