package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.RoutingKeys;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.trust.StoredTrustDocument;
import java.util.Map;
import java.util.NoSuchElementException;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The trust document by its digest in S3, and the pointer to it in the routing table.
public final class DynamoTrustDocuments implements TrustDocuments {
  private static final String POINTER = "pointer";

  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final Tables tables;

  public DynamoTrustDocuments(DynamoDbClient dynamo, S3Client s3, Tables tables) {
    this.dynamo = dynamo;
    this.s3 = s3;
    this.tables = tables;
  }

  @Override
  public TrustDocument current() {
    return Items.find(dynamo, tables.routing(), RoutingKeys.trust())
        .map(it -> document(Items.read(it, TrustPointer.class).documentKey()))
        .orElse(TrustDocument.NOBODY);
  }

  private TrustDocument document(String key) {
    try {
      var json = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(key)).asUtf8String();
      return StoredDocument.read(key, json, StoredTrustDocument.class).toDomain();
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException("No trust document " + key + " in " + tables.bucket(), e);
    }
  }

  /// Stores the document before the pointer moves to it.
  @Override
  public boolean commit(TrustDocument next, AuditRecord audit) {
    var json = StoredDocument.write(StoredTrustDocument.of(next));
    var key = "trust/%s.json".formatted(Digest.over(json).hex());
    s3.putObject(
        it -> it.bucket(tables.bucket()).key(key).contentType("application/json"),
        RequestBody.fromString(json));
    boolean first = next.generation() == 1;
    var transaction =
        new Transaction(dynamo)
            .put(
                POINTER,
                tables.routing(),
                Items.of(RoutingKeys.trust(), new TrustPointer(next.generation(), key)),
                first ? "attribute_not_exists(pk)" : "generation = :before",
                first ? Map.of() : Map.of(":before", Items.number(next.generation() - 1)))
            .audit(tables.audit(), audit);
    return transaction.commit() instanceof Transaction.Commit.Committed;
  }

  record TrustPointer(long generation, String documentKey) {}
}
