package io.hotswap.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.audit.retention.RemovingOldAudit;
import io.hotswap.persistence.audit.DynamoRemovableRecords;
import io.hotswap.persistence.audit.S3AuditArchive;
import io.hotswap.persistence.audit.S3DigestReader;
import io.hotswap.persistence.audit.S3RetentionDigests;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.security.GeneralSecurityException;
import java.time.InstantSource;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Invoked by a schedule every day where records are not kept for ever: archives and removes what
/// is older.
public final class RetentionHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(RetentionHandler.class);

  private static final int BATCH = 5_000;
  // To archive, sign and remove the last batch.
  private static final long LAST_MILLIS = 180_000;

  private final ApplicationContext context;
  private final KmsClient kms;
  private final DigestConfig digests;
  private final RetentionConfig retention;
  private final Telemetry telemetry;
  private final InstantSource clock;

  public RetentionHandler() {
    this(System.getenv(), InstantSource.system());
  }

  RetentionHandler(Map<String, String> environment, InstantSource clock) {
    digests = DigestConfig.from(environment);
    retention = RetentionConfig.from(environment);
    context = TaskContext.start("hotswap-audit-retention", environment);
    kms = KmsClient.builder().httpClient(Aws.http()).build();
    telemetry = context.getBean(Telemetry.class);
    this.clock = clock;
  }

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var now = clock.instant();
      var deadline = now.plusMillis(lambda.getRemainingTimeInMillis() - LAST_MILLIS);
      var removal = removing().removeOlder(now.minus(retention.kept()), deadline);
      LOG.info("Removed {} records into {} archives", removal.records(), removal.archives());
      removal.broken().forEach(LOG::error);
      Json.MAPPER.writeValue(output, Answer.of(removal));
      if (!removal.broken().isEmpty()) {
        throw new IllegalStateException(
            "Chains are not as they were digested, and stay: " + removal.broken().size());
      }
    } finally {
      telemetry.flush();
    }
  }

  /// @param isDone false when the next run has to go on
  record Answer(long records, int archives, int broken, boolean isDone) {
    static Answer of(RemovingOldAudit.Removal it) {
      return new Answer(it.records(), it.archives(), it.broken().size(), it.isDone());
    }
  }

  private RemovingOldAudit removing() {
    var s3 = context.getBean(S3Client.class);
    var verifier = verifier();
    return new RemovingOldAudit(
        new S3DigestReader(s3, digests.bucket(), verifier),
        new S3RetentionDigests(s3, digests.bucket(), new KmsSigner(kms, digests.key()), verifier),
        new S3AuditArchive(s3, digests.bucket()),
        new DynamoRemovableRecords(
            context.getBean(DynamoDbClient.class), context.getBean(Tables.class)),
        clock,
        BATCH);
  }

  private SignedDigests verifier() {
    try {
      return new SignedDigests(DigestKeys.kms(kms, digests.key()));
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException("KMS answered no key that signs digests", e);
    }
  }

  @Override
  public void close() {
    context.close();
    kms.close();
  }
}
