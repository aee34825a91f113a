package io.hotswap.audit;

import com.amazonaws.services.lambda.runtime.Context;
import com.amazonaws.services.lambda.runtime.RequestStreamHandler;
import io.hotswap.api.TaskContext;
import io.hotswap.domain.audit.AuditingRefusals;
import io.hotswap.domain.audit.RefusedAttempts;
import io.hotswap.domain.audit.integrity.DigestingAudit;
import io.hotswap.domain.node.RefusedReports;
import io.hotswap.domain.tenant.secret.AuditingSecretUses;
import io.hotswap.persistence.audit.DynamoChainHeads;
import io.hotswap.persistence.audit.S3AuditDigests;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.tenant.DynamoSecretUses;
import io.hotswap.serialization.Json;
import io.hotswap.telemetry.FunctionMetrics;
import io.hotswap.telemetry.LogContext;
import io.hotswap.telemetry.Telemetry;
import io.micronaut.context.ApplicationContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.s3.S3Client;

/// Invoked by a schedule every hour: audits what callers were refused and how often plugins used
/// secrets, then digests the ends of all chains that moved.
public final class DigestHandler implements RequestStreamHandler, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(DigestHandler.class);

  private final ApplicationContext context;
  private final KmsClient kms;
  private final AuditingRefusals auditingRefusals;
  private final AuditingSecretUses auditingSecretUses;
  private final DigestingAudit digesting;
  private final Telemetry telemetry;

  public DigestHandler() {
    this(System.getenv());
  }

  DigestHandler(Map<String, String> environment) {
    context = TaskContext.start("hotswap-audit-digest", environment);
    kms = KmsClient.builder().httpClient(Aws.http()).build();
    var attempts = context.getBean(RefusedAttempts.class);
    auditingRefusals = new AuditingRefusals(attempts, InstantSource.system());
    auditingSecretUses =
        new AuditingSecretUses(
            new DynamoSecretUses(
                context.getBean(DynamoDbClient.class),
                context.getBean(Tables.class),
                context.getBean(RefusedReports.class)),
            InstantSource.system());
    digesting = digesting(DigestConfig.from(environment));
    telemetry = context.getBean(Telemetry.class);
  }

  private DigestingAudit digesting(DigestConfig config) {
    var heads =
        new DynamoChainHeads(context.getBean(DynamoDbClient.class), context.getBean(Tables.class));
    var signer = new KmsSigner(kms, config.key());
    var digests = new S3AuditDigests(context.getBean(S3Client.class), config.bucket(), signer);
    return new DigestingAudit(heads, digests);
  }

  /// @param time when it was scheduled: the same when the event is delivered again
  record Scheduled(Optional<Instant> time) {}

  /// @param refusals how many records were written of what callers were refused
  /// @param secretUses how many of what plugins did with secrets
  /// @param heads how many chains are in it; absent when there was a digest of that time
  record Answer(Instant at, int refusals, int secretUses, Optional<Integer> heads) {}

  @Override
  public void handleRequest(InputStream input, OutputStream output, Context lambda)
      throws IOException {
    try (var logged = LogContext.with(Map.of("requestId", lambda.getAwsRequestId()))) {
      var scheduled = Json.MAPPER.readValue(input, Scheduled.class);
      var at = scheduled.time().orElseGet(Instant::now).truncatedTo(ChronoUnit.SECONDS);
      int refusals = auditingRefusals.audit(at, lambda.getAwsRequestId());
      int secretUses = auditingSecretUses.audit(at, lambda.getAwsRequestId());
      var heads = digesting.digest(at).map(it -> it.heads().size());
      heads.ifPresent(it -> FunctionMetrics.count("audit.digests.total", Map.of()));
      LOG.info(
          "Digest of {}: {} chains moved", at, heads.map(String::valueOf).orElse("made before"));
      Json.MAPPER.writeValue(output, new Answer(at, refusals, secretUses, heads));
    } finally {
      telemetry.flush();
    }
  }

  @Override
  public void close() {
    context.close();
    kms.close();
  }
}
