package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.tenant.secret.SealedSecret;
import io.hotswap.domain.tenant.secret.SealedSecrets;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.SecretKeys;
import io.hotswap.persistence.stored.tenant.StoredSealedSecret;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Encrypted values, one item each.
public final class DynamoSealedSecrets implements SealedSecrets {
  private final DynamoDbClient dynamo;
  private final Tables tables;

  public DynamoSealedSecrets(DynamoDbClient dynamo, Tables tables) {
    this.dynamo = dynamo;
    this.tables = tables;
  }

  @Override
  public Optional<SealedSecret> find(SecretId id) {
    return Items.find(dynamo, tables.tenants(), SecretKeys.value(id))
        .map(it -> Items.read(it, StoredSealedSecret.class).toDomain(id));
  }
}
