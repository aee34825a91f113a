package io.hotswap.api;

import io.hotswap.domain.audit.RefusedAttempts;
import io.hotswap.domain.idempotency.AnsweringOnce;
import io.hotswap.domain.tenant.TenantDefaults;
import io.hotswap.domain.tenant.entitlement.PluginEntitlements;
import io.hotswap.identity.IdentityConfig;
import io.hotswap.identity.IssuerKeys;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.persistence.audit.DynamoRefusedAttempts;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.DynamoRequests;
import io.hotswap.persistence.dynamo.tenant.DynamoTenantPlugins;
import io.hotswap.persistence.s3.S3RequestHashes;
import io.hotswap.persistence.settings.TenantDefaultsConfig;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.annotation.Bean;
import io.micronaut.context.annotation.Factory;
import io.micronaut.context.annotation.Value;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.util.UUID;
import java.util.concurrent.locks.LockSupport;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Beans of every API function.
@Factory
final class ApiBeans {
  private static final long PAUSE_NANOS = 100_000_000;

  @Singleton
  Clock clock() {
    return Clock.systemUTC();
  }

  @Bean(preDestroy = "close")
  @Singleton
  Telemetry telemetry(
      @Value("${micronaut.application.name}") String service, FunctionVariables variables) {
    return Telemetry.start(service, UUID.randomUUID().toString(), 1.0, variables.environment());
  }

  @Singleton
  TokenVerifier tokens(FunctionVariables variables) {
    var config = IdentityConfig.from(variables.environment());
    return new TokenVerifier(config, IssuerKeys.remote(config.keys()));
  }

  @Singleton
  Tables tables(FunctionVariables variables) {
    return new Tables(variables.environment());
  }

  @Bean(preDestroy = "close")
  @Singleton
  DynamoDbClient dynamo() {
    return Aws.dynamo();
  }

  @Bean(preDestroy = "close")
  @Singleton
  S3Client s3() {
    return Aws.s3();
  }

  @Singleton
  TenantDefaults tenantDefaults(FunctionVariables variables) {
    return TenantDefaultsConfig.from(variables.environment()).defaults();
  }

  @Singleton
  PluginEntitlements pluginEntitlements(
      DynamoDbClient dynamo, Tables tables, TenantDefaults defaults, Clock clock) {
    return new PluginEntitlements(new DynamoTenantPlugins(dynamo, tables, clock), defaults);
  }

  @Singleton
  AnsweringOnce answeringOnce(DynamoDbClient dynamo, S3Client s3, Tables tables, Clock clock) {
    return new AnsweringOnce(
        new DynamoRequests(dynamo, tables.idempotency()),
        new S3RequestHashes(s3, tables.bucket()),
        clock,
        () -> LockSupport.parkNanos(PAUSE_NANOS));
  }

  @Singleton
  RefusedAttempts refusedAttempts(DynamoDbClient dynamo, Tables tables) {
    return new DynamoRefusedAttempts(dynamo, tables);
  }
}
