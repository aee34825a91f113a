package io.hotswap.audit;

import io.hotswap.domain.audit.AuditEntries;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Tables;
import io.micronaut.context.annotation.Factory;
import jakarta.inject.Singleton;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

@Factory
final class AuditBeans {
  @Singleton
  AuditEntries auditEntries(DynamoDbClient dynamo, Tables tables) {
    return new DynamoAuditEntries(dynamo, tables);
  }
}
