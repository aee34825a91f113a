package io.hotswap.persistence.dynamo.tenant;

import io.hotswap.domain.tenant.directory.OngoingErasure;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureSubject;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.keys.ErasureKeys;
import io.hotswap.persistence.stored.tenant.StoredErasure;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// Erasures that have not ended: in one partition, so that a change sees by one consistent read
/// whether it is of something that is being erased.
record OpenErasures(DynamoDbClient dynamo, String table) {
  /// Oldest first, as they were asked for.
  List<Erasure> all() {
    return dynamo
        .queryPaginator(
            it ->
                it.tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :open")
                    .expressionAttributeValues(Map.of(":open", Items.text(ErasureKeys.OPEN))))
        .items()
        .stream()
        .map(it -> Items.read(it, StoredErasure.class).toDomain())
        .toList();
  }

  Optional<OngoingErasure> first(Predicate<ErasureSubject> condition) {
    return all().stream()
        .filter(it -> condition.test(it.subject()))
        .map(it -> new OngoingErasure(it.id()))
        .findFirst();
  }
}
