package io.hotswap.persistence.erasure;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.tenant.erasure.Erasure;
import io.hotswap.domain.tenant.erasure.ErasureLedger;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.failure.AwsFailure;
import io.hotswap.persistence.stored.StoredDocument;
import io.hotswap.persistence.stored.tenant.StoredErasure;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;
import software.amazon.awssdk.services.s3.model.S3Object;

/// The ledger in a bucket that locks what is put there: `erasures/<time>-<id>.json`.
public final class S3ErasureLedger implements ErasureLedger {
  private static final String FOLDER = "erasures/";

  private final S3Client s3;
  private final String bucket;

  public S3ErasureLedger(S3Client s3, String bucket) {
    this.s3 = s3;
    this.bucket = bucket;
  }

  @Override
  public void add(Erasure erasure) {
    var text = StoredDocument.write(StoredErasure.of(entry(erasure)));
    try {
      s3.putObject(
          it ->
              it.bucket(bucket)
                  .key(FOLDER + Items.sortable(erasure.createdAt()) + "-" + erasure.id() + ".json")
                  .contentType("application/json")
                  .ifNoneMatch("*"),
          RequestBody.fromString(text));
    } catch (S3Exception e) {
      if (AwsFailure.of(e) != AwsFailure.Condition) {
        throw e;
      }
    }
  }

  /// As it was asked for, by whom without their name: nobody can remove that from here.
  private static Erasure entry(Erasure it) {
    var by = it.origin();
    var origin = new Origin(by.actor(), "", by.roles(), by.requestId(), by.traceparent());
    return Erasure.begun(it.id(), it.subject(), origin, Map.of(), it.createdAt());
  }

  @Override
  public List<Erasure> since(Instant time) {
    var after = FOLDER + Items.sortable(time);
    return s3
        .listObjectsV2Paginator(it -> it.bucket(bucket).prefix(FOLDER).startAfter(after))
        .contents()
        .stream()
        .map(S3Object::key)
        .map(this::read)
        .toList();
  }

  private Erasure read(String key) {
    var text = s3.getObjectAsBytes(it -> it.bucket(bucket).key(key)).asUtf8String();
    return StoredDocument.read(key, text, StoredErasure.class).toDomain();
  }
}
