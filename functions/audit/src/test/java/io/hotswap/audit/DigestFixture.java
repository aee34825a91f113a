package io.hotswap.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.TestContext;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.audit.DynamoRefusedAttempts;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.tenant.DynamoSecretUses;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.kms.KmsClient;
import software.amazon.awssdk.services.kms.model.KeySpec;
import software.amazon.awssdk.services.kms.model.KeyUsageType;
import software.amazon.awssdk.services.s3.S3Client;

/// The digest function and the command, on a real engine with a key and a bucket that locks.
final class DigestFixture implements AutoCloseable {
  private final Map<String, String> environment = new HashMap<>();
  private final DynamoDbClient dynamo;
  private final S3Client s3;
  private final DigestHandler handler;

  DigestFixture() {
    environment.putAll(LocalEngine.shared().freshStage().environment());
    dynamo = Aws.dynamo();
    s3 = Aws.s3();
    try (var kms = KmsClient.builder().httpClient(Aws.http()).build()) {
      var made =
          kms.createKey(it -> it.keySpec(KeySpec.ECC_NIST_P256).keyUsage(KeyUsageType.SIGN_VERIFY));
      environment.put("HOTSWAP_DIGESTS_KEY", made.keyMetadata().arn());
    }
    handler = new DigestHandler(environment);
  }

  String table() {
    return new Tables(environment).audit();
  }

  String bucket() {
    return environment.getOrDefault("HOTSWAP_DIGESTS_BUCKET", "");
  }

  void append(AuditSubject subject, String action) {
    var origin = Origin.system("test", "r", "");
    var record =
        new AuditRecord(
            UUID.randomUUID(),
            subject,
            Instant.now(),
            action,
            origin,
            Map.of(),
            Map.of("enabled", "false"));
    var transaction = new Transaction(dynamo).audit(table(), record);
    assertEquals(new Transaction.Commit.Committed(), transaction.commit());
  }

  void refuse(String actor, String operation) {
    var attempts = new DynamoRefusedAttempts(dynamo, new Tables(environment));
    attempts.count(actor, operation, Instant.now());
  }

  /// Of tenant `acme`.
  void useSecret(Instant at, long uses) {
    var secret = new SecretId(Environment.QA, "acme", PluginId.of("shop"), "apiKey", 1);
    var minute = at.truncatedTo(ChronoUnit.MINUTES);
    new DynamoSecretUses(dynamo, new Tables(environment)).record(secret, "n1", "i1", minute, uses);
  }

  JsonNode digest(Instant at) throws Exception {
    var event = Json.write(Map.of("time", at.toString()));
    var answer = new ByteArrayOutputStream();
    handler.handleRequest(
        new ByteArrayInputStream(event.getBytes(StandardCharsets.UTF_8)),
        answer,
        new TestContext());
    return Json.MAPPER.readTree(answer.toByteArray());
  }

  String newestDigest() {
    var objects = s3.listObjectsV2(it -> it.bucket(bucket())).contents();
    return objects.stream().map(it -> it.key()).max(String::compareTo).orElseThrow();
  }

  /// Of a payload in base64: it names another number of records.
  String alteredPayload(String payload) {
    var json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    var altered = json.replace("\"sequence\":5", "\"sequence\":4");
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(altered.getBytes(StandardCharsets.UTF_8));
  }

  /// @return what the command said of the whole stage
  String verified(int code) throws Exception {
    var key = environment.getOrDefault("HOTSWAP_DIGESTS_KEY", "");
    return said(code, List.of("--table", table(), "--bucket", bucket(), "--kms", key));
  }

  String said(int code, List<String> arguments) throws Exception {
    var said = new ByteArrayOutputStream();
    int exit = VerifyAudit.run(arguments, new PrintStream(said, true, StandardCharsets.UTF_8));
    assertEquals(code, exit, said.toString(StandardCharsets.UTF_8));
    return said.toString(StandardCharsets.UTF_8);
  }

  @Override
  public void close() {
    handler.close();
    dynamo.close();
    s3.close();
  }
}
