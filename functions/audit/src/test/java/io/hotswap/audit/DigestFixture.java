package io.hotswap.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import io.hotswap.api.TestContext;
import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.secret.SecretId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.audit.DynamoRefusedAttempts;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import io.hotswap.persistence.dynamo.tenant.DynamoSecretUses;
import io.hotswap.serialization.Json;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import software.amazon.awssdk.core.sync.RequestBody;
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
    return key("digests/");
  }

  /// Of a payload in base64: it names another number of records.
  String alteredPayload(String payload) {
    return replaced(payload, "\"sequence\":5", "\"sequence\":4");
  }

  static String replaced(String payload, String text, String by) {
    var json = new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
    assertTrue(json.contains(text), json);
    return Base64.getUrlEncoder()
        .withoutPadding()
        .encodeToString(json.replace(text, by).getBytes(StandardCharsets.UTF_8));
  }

  /// The answer of retention of 30 days, that long after now.
  JsonNode retain(Duration later) throws Exception {
    var clock = InstantSource.offset(InstantSource.system(), later);
    Map<String, String> variables = new HashMap<>(environment);
    variables.put("HOTSWAP_AUDIT_RETENTION_DAYS", "30");
    var answer = new ByteArrayOutputStream();
    try (var retention = new RetentionHandler(variables, clock)) {
      retention.handleRequest(InputStream.nullInputStream(), answer, new TestContext(900_000));
    }
    return Json.MAPPER.readTree(answer.toByteArray());
  }

  List<Long> sequences(AuditSubject subject) {
    var entries = new DynamoAuditEntries(dynamo, new Tables(environment));
    return entries.of(subject, PageRequest.first(100)).items().reversed().stream()
        .map(AuditEntry::sequence)
        .toList();
  }

  void drop(AuditSubject subject, int sequence) {
    var key = AuditKeys.record(subject.name(), sequence).attributes();
    dynamo.deleteItem(it -> it.tableName(table()).key(key));
  }

  /// The newest object of a folder.
  String key(String folder) {
    return keys(folder).getLast();
  }

  private List<String> keys(String folder) {
    var listed = s3.listObjectsV2(it -> it.bucket(bucket()).prefix(folder));
    return listed.contents().stream().map(it -> it.key()).sorted().toList();
  }

  void put(String key, String text) {
    s3.putObject(it -> it.bucket(bucket()).key(key), RequestBody.fromString(text));
  }

  void hide(String key) {
    s3.deleteObject(it -> it.bucket(bucket()).key(key));
  }

  /// All that is needed to verify without a connection.
  void export(Path folder) throws IOException {
    for (var key : keys("")) {
      var file = folder.resolve(key);
      Files.createDirectories(file.getParent());
      Files.write(file, s3.getObjectAsBytes(it -> it.bucket(bucket()).key(key)).asByteArray());
    }
    var texts =
        dynamo.scanPaginator(it -> it.tableName(table())).items().stream()
            .map(it -> Objects.requireNonNull(it.get(AuditKeys.RECORD)).s())
            .toList();
    Files.write(folder.resolve("records.ndjson"), texts);
    try (var kms = KmsClient.builder().httpClient(Aws.http()).build()) {
      var key = environment.getOrDefault("HOTSWAP_DIGESTS_KEY", "");
      var encoded = kms.getPublicKey(it -> it.keyId(key)).publicKey().asByteArray();
      Files.writeString(
          folder.resolve("key.pem"),
          "-----BEGIN PUBLIC KEY-----\n%s\n-----END PUBLIC KEY-----\n"
              .formatted(Base64.getMimeEncoder().encodeToString(encoded)));
    }
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
