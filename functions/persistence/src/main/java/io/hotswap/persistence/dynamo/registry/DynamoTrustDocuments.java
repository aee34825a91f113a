package io.hotswap.persistence.dynamo.registry;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.trust.TrustDocument;
import io.hotswap.domain.trust.TrustDocuments;
import io.hotswap.domain.trust.TrustFeed;
import io.hotswap.domain.trust.TrustReviews;
import io.hotswap.domain.trust.VersionSignature;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.disk.TrustJson;
import io.hotswap.persistence.dynamo.DynamoRouting;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.RoutingKeys;
import io.hotswap.persistence.stored.trust.StoredSignature;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.NoSuchKeyException;

/// The trust document by its digest in S3; the pointer to it, and signatures of binaries, in the
/// routing table, which nodes read.
public final class DynamoTrustDocuments implements TrustDocuments, TrustFeed, TrustReviews {
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
    return pointer().map(it -> document(it.documentKey())).orElse(TrustDocument.NOBODY);
  }

  @Override
  public Optional<TrustDocument> otherThan(long generation) {
    var pointer = pointer();
    return pointer.map(TrustPointer::generation).orElse(0L) == generation
        ? Optional.empty()
        : Optional.of(pointer.map(it -> document(it.documentKey())).orElse(TrustDocument.NOBODY));
  }

  @Override
  public Optional<VersionSignature> signature(Digest binary) {
    return Items.find(dynamo, tables.routing(), RoutingKeys.signature(binary))
        .map(it -> Items.read(it, StoredSignature.class).toDomain());
  }

  private Optional<TrustPointer> pointer() {
    return Items.find(dynamo, tables.routing(), RoutingKeys.trust())
        .map(it -> Items.read(it, TrustPointer.class));
  }

  /// Whoever can write to the bucket alone cannot change whom the stack trusts.
  private TrustDocument document(String key) {
    try {
      var json = s3.getObjectAsBytes(it -> it.bucket(tables.bucket()).key(key)).asUtf8String();
      if (!TrustJson.key(json).equals(key)) {
        throw new IllegalStateException(
            "The trust document %s in %s is not what was stored".formatted(key, tables.bucket()));
      }
      return TrustJson.document(key, json);
    } catch (NoSuchKeyException e) {
      throw new NoSuchElementException("No trust document " + key + " in " + tables.bucket(), e);
    }
  }

  /// Stores the document before the pointer moves to it, and with it the counters that nodes poll.
  @Override
  public boolean commit(TrustDocument next, AuditRecord audit) {
    var json = TrustJson.of(next);
    var key = TrustJson.key(json);
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
                first ? Map.of() : Map.of(":before", Items.number(next.generation() - 1)));
    for (var environment : Environment.values()) {
      transaction.update("counter", DynamoRouting.counted(tables, environment));
    }
    return transaction.audit(tables.audit(), audit).commit()
        instanceof Transaction.Commit.Committed;
  }

  @Override
  public long reviewed() {
    return Items.find(dynamo, tables.routing(), RoutingKeys.trustReview())
        .map(it -> Items.read(it, TrustReview.class).generation())
        .orElse(0L);
  }

  @Override
  public void reviewedUpTo(long generation) {
    new Transaction(dynamo)
        .put(
            "review",
            tables.routing(),
            Items.of(RoutingKeys.trustReview(), new TrustReview(generation)),
            "attribute_not_exists(pk) OR generation < :next",
            Map.of(":next", Items.number(generation)))
        .commit();
  }

  record TrustReview(long generation) {}

  record TrustPointer(long generation, String documentKey) {}
}
