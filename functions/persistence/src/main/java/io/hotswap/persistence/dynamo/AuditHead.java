package io.hotswap.persistence.dynamo;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.Digest;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.stored.SchemaVersion;
import io.hotswap.persistence.stored.audit.StoredAuditRecord;
import io.hotswap.serialization.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

/// The end of a subject's chain, which the next record is appended to. It is read after the item
/// that the change is conditional on: while that item is unchanged, so is the chain.
///
/// @param sequence of the last record; 0 when there is none
/// @param digest over the last record
record AuditHead(long sequence, Optional<Digest> digest) {
  private static final AuditHead NONE = new AuditHead(0, Optional.empty());

  /// @param attributes to be written where nothing is yet
  /// @param head the end of the chain then
  record Appended(Map<String, AttributeValue> attributes, AuditHead head) {}

  static AuditHead read(DynamoDbClient dynamo, String table, AuditSubject subject) {
    var last =
        dynamo.query(
            it ->
                it.tableName(table)
                    .consistentRead(true)
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", Items.text(subject.name())))
                    .scanIndexForward(false)
                    .limit(1));
    return last.items().stream().findFirst().map(AuditHead::of).orElse(NONE);
  }

  private static AuditHead of(Map<String, AttributeValue> item) {
    return new AuditHead(
        Long.parseLong(Objects.requireNonNull(item.get("sk")).s()),
        Optional.of(Digest.over(Objects.requireNonNull(item.get(AuditKeys.RECORD)).s())));
  }

  Appended append(AuditRecord it) {
    var key = AuditKeys.record(it.subject().name(), sequence + 1);
    var text = Json.write(StoredAuditRecord.of(it, sequence + 1, digest));
    Map<String, AttributeValue> item = new HashMap<>(key.attributes());
    item.put(SchemaVersion.FIELD, Items.number(SchemaVersion.CURRENT));
    item.put(AuditKeys.RECORD, Items.text(text));
    item.put(AuditKeys.POSITION, Items.text(AuditKeys.position(Items.sortable(it.at()), key)));
    item.put(AuditKeys.MONTH, Items.text(AuditKeys.month(it.at()).toString()));
    item.put(AuditKeys.ACTOR, Items.text(AuditKeys.actor(it.origin().actor())));
    item.put(AuditKeys.ACTION, Items.text(it.action()));
    var subject = it.subject();
    subject.tenant().ifPresent(tenant -> item.put(AuditKeys.TENANT, Items.text(tenant)));
    subject.pluginId().ifPresent(id -> item.put(AuditKeys.PLUGIN, Items.text(id.toString())));
    subject
        .deploymentId()
        .ifPresent(id -> item.put(AuditKeys.DEPLOYMENT, Items.text(id.toString())));
    return new Appended(item, new AuditHead(sequence + 1, Optional.of(Digest.over(text))));
  }
}
