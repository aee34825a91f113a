package io.hotswap.persistence.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.audit.integrity.AuditReport;
import io.hotswap.domain.audit.integrity.AuditVerification;
import io.hotswap.domain.audit.integrity.DigestingAudit;
import io.hotswap.domain.audit.retention.AuditArchive;
import io.hotswap.domain.audit.retention.DigestReader;
import io.hotswap.domain.audit.retention.RemovableRecords;
import io.hotswap.domain.audit.retention.RetentionDigests;
import io.hotswap.domain.ids.Digest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction;
import java.io.IOException;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.s3.S3Client;

/// An audit trail on a real engine. What signs it only says so: that signatures are made and
/// checked, the function's own tests show.
final class StoredTrail implements AutoCloseable {
  private static final String SIGNED = "signed:";

  private final Map<String, String> environment = LocalEngine.shared().freshStage().environment();
  private final Tables tables = new Tables(environment);
  private final String bucket = environment.getOrDefault("HOTSWAP_DIGESTS_BUCKET", "");
  private final DynamoDbClient dynamo = Aws.dynamo();
  private final S3Client s3 = Aws.s3();

  DynamoDbClient dynamo() {
    return dynamo;
  }

  S3Client s3() {
    return s3;
  }

  RemovableRecords records(DynamoDbClient by) {
    return new DynamoRemovableRecords(by, tables);
  }

  RemovableRecords records(DynamoDbClient by, int atOnce) {
    return new DynamoRemovableRecords(by, tables, atOnce);
  }

  AuditArchive archive(S3Client by) {
    return new S3AuditArchive(by, bucket);
  }

  RetentionDigests retention(S3Client by) {
    return new S3RetentionDigests(by, bucket, StoredTrail::sign, StoredTrail::payload);
  }

  DigestReader digests() {
    return new S3DigestReader(s3, bucket, StoredTrail::payload);
  }

  private static String sign(String payload) {
    return SIGNED + payload;
  }

  private static Optional<String> payload(String signed) {
    return Optional.of(signed)
        .filter(it -> it.startsWith(SIGNED))
        .map(it -> it.substring(SIGNED.length()));
  }

  void append(AuditSubject subject, Instant at) {
    var origin = Origin.system("t", "r", "");
    var record =
        new AuditRecord(UUID.randomUUID(), subject, at, "change", origin, Map.of(), Map.of());
    assertEquals(
        new Transaction.Commit.Committed(),
        new Transaction(dynamo).audit(tables.audit(), record).commit());
  }

  void digest(Instant at) {
    var digests = new S3AuditDigests(s3, bucket, StoredTrail::sign);
    new DigestingAudit(new DynamoChainHeads(dynamo, tables), digests).digest(at).orElseThrow();
  }

  /// @return its key
  String overwriteFirstDigest(String text) {
    var listed = s3.listObjectsV2(it -> it.bucket(bucket).prefix(S3AuditDigests.FOLDER));
    var key = listed.contents().getFirst().key();
    s3.putObject(it -> it.bucket(bucket).key(key), RequestBody.fromString(text));
    return key;
  }

  long count() {
    return dynamo.scanPaginator(it -> it.tableName(tables.audit())).items().stream().count();
  }

  AuditReport verified() throws IOException {
    var verification = new AuditVerification();
    for (var it : AuditTrail.digests(s3, bucket, verification).entrySet()) {
      var digest = AuditTrail.digest(it.getKey(), payload(it.getValue()).orElseThrow());
      verification.digest(it.getKey(), Digest.over(it.getValue()), digest);
    }
    for (var it : AuditTrail.retentions(s3, bucket, verification).entrySet()) {
      var digest = AuditTrail.retention(it.getKey(), payload(it.getValue()).orElseThrow());
      verification.retention(it.getKey(), Digest.over(it.getValue()), digest, true);
      var archive = AuditTrail.archive(s3, bucket, digest.archive().name()).orElseThrow();
      assertEquals(digest.archive().digest(), Digest.of(Digest.sha256().digest(archive)));
      AuditTrail.verifyArchive(digest.archive().name(), archive, verification);
    }
    AuditTrail.verify(dynamo, tables.audit(), verification);
    return verification.finish();
  }

  @Override
  public void close() {
    dynamo.close();
    s3.close();
  }
}
