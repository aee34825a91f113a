package io.hotswap.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Exception;

/// What somebody who may write everywhere does to records and digests is named.
class DigestTest {
  private static final AuditSubject SHOP = AuditSubject.plugin(PluginId.of("shop"));
  private static final Instant NOW = Instant.now().truncatedTo(ChronoUnit.SECONDS);
  private static final Instant LATER = NOW.plus(Duration.ofHours(1));

  private final DigestFixture fixture = new DigestFixture();
  private final DynamoDbClient dynamo = Aws.dynamo();
  private final S3Client s3 = Aws.s3();

  @BeforeEach
  void fiveRecordsInTwoDigests() throws Exception {
    append(3);
    assertEquals(1, fixture.digest(NOW).path("heads").asInt());
    append(2);
    assertEquals(1, fixture.digest(LATER).path("heads").asInt());
  }

  @AfterEach
  void close() {
    fixture.close();
    dynamo.close();
    s3.close();
  }

  private void append(int times) {
    for (int i = 0; i < times; i++) {
      fixture.append(SHOP, "change");
    }
  }

  private Map<String, AttributeValue> item(int sequence) {
    var key = AuditKeys.record(SHOP.name(), sequence).attributes();
    return dynamo.getItem(it -> it.tableName(fixture.table()).key(key)).item();
  }

  private void drop(int sequence) {
    var key = AuditKeys.record(SHOP.name(), sequence).attributes();
    dynamo.deleteItem(it -> it.tableName(fixture.table()).key(key));
  }

  private void put(int sequence, String text) {
    Map<String, AttributeValue> item = new HashMap<>(item(sequence));
    item.put(AuditKeys.RECORD, AttributeValue.fromS(text));
    dynamo.putItem(it -> it.tableName(fixture.table()).item(item));
  }

  private String text(int sequence) {
    var record = item(sequence).get(AuditKeys.RECORD);
    assertTrue(record != null, "no record " + sequence);
    return record.s();
  }

  private void assertNamed(String... findings) throws Exception {
    var lines = fixture.verified(VerifyAudit.BROKEN).lines().toList();
    assertEquals(List.of(findings), lines.subList(0, lines.size() - 1));
  }

  @Test
  void what_nobody_touched_is_intact() throws Exception {
    append(1);
    var said = fixture.verified(VerifyAudit.INTACT);
    assertEquals(
        "Intact: 6 records of 1 subjects, 2 digests; 1 records are newer than every digest\n",
        said);
  }

  @Test
  void the_same_hour_has_one_digest_however_often_it_is_scheduled() throws Exception {
    assertTrue(fixture.digest(LATER).path("heads").isMissingNode());
    fixture.verified(VerifyAudit.INTACT);
  }

  @Test
  void a_dropped_record_is_named() throws Exception {
    drop(2);
    assertNamed("Records 2 to 2 of " + SHOP.name() + " are missing");
  }

  @Test
  void a_changed_record_is_named() throws Exception {
    put(4, text(4).replace("false", "true "));
    assertNamed("Record 4 of %s was altered: record 5 names another one".formatted(SHOP.name()));
  }

  @Test
  void what_is_no_record_any_more_is_named() throws Exception {
    var where = AuditKeys.record(SHOP.name(), 2);
    for (var garbage : List.of("garbage", "{}", "null", "{\"sequence\":\"x\"}")) {
      put(2, garbage);
      assertNamed(
          "What is stored as %s %s is no record".formatted(where.pk(), where.sk()),
          "Records 2 to 2 of " + SHOP.name() + " are missing");
    }
  }

  @Test
  void exchanged_records_are_named() throws Exception {
    var fourth = text(4);
    put(4, text(5));
    put(5, fourth);
    var key = AuditKeys.record(SHOP.name(), 4);
    var said = fixture.verified(VerifyAudit.BROKEN);
    assertTrue(
        said.contains(
            "Record 5 of %s is out of place: it is stored as %s %s"
                .formatted(SHOP.name(), key.pk(), key.sk())),
        said);
  }

  @Test
  void a_cut_tail_is_named() throws Exception {
    drop(5);
    drop(4);
    assertNamed(
        "The tail of %s is missing, records 4 to 5: digest %s names the last"
            .formatted(SHOP.name(), fixture.newestDigest()));
  }

  @Test
  void an_altered_digest_is_named() throws Exception {
    var key = fixture.newestDigest();
    var text = s3.getObjectAsBytes(it -> it.bucket(fixture.bucket()).key(key)).asUtf8String();
    var parts = text.split("\\.", -1);
    var altered = parts[0] + "." + fixture.alteredPayload(parts[1]) + "." + parts[2];
    s3.putObject(it -> it.bucket(fixture.bucket()).key(key), RequestBody.fromString(altered));
    assertNamed("Digest " + key + " was replaced: the first of its versions is verified");
  }

  @Test
  void that_no_digest_is_made_any_more_is_named() throws Exception {
    try (var silent = new DigestFixture()) {
      var said = silent.verified(VerifyAudit.BROKEN);
      assertTrue(said.startsWith("The newest digest is missing"), said);
      var at = NOW.minus(Duration.ofHours(3));
      silent.digest(at);
      said = silent.verified(VerifyAudit.BROKEN);
      assertTrue(said.startsWith("The newest digest is of " + at), said);
    }
  }

  @Test
  void digests_that_were_deleted_are_verified_all_the_same_and_named() throws Exception {
    var key = fixture.newestDigest();
    s3.deleteObject(it -> it.bucket(fixture.bucket()).key(key));
    drop(5);
    assertNamed(
        "Digest " + key + " was deleted: a marker hides it",
        "The tail of %s is missing, records 5 to 5: digest %s names the last"
            .formatted(SHOP.name(), key));
  }

  @Test
  void a_stored_digest_cannot_be_removed() {
    var version = s3.listObjectVersions(it -> it.bucket(fixture.bucket())).versions().getFirst();
    var refused =
        assertThrows(
            S3Exception.class,
            () ->
                s3.deleteObject(
                    it ->
                        it.bucket(fixture.bucket())
                            .key(version.key())
                            .versionId(version.versionId())));
    assertEquals(403, refused.statusCode());
  }

  @Test
  void what_is_missing_of_a_command_is_told() throws Exception {
    assertTrue(fixture.said(VerifyAudit.NOT_VERIFIED, List.of("--table", "x")).contains("--kms"));
  }

  @Test
  void what_callers_were_refused_becomes_a_record_that_is_digested_too() throws Exception {
    fixture.refuse("sub-ada", "deletePlugin");
    fixture.refuse("sub-ada", "deletePlugin");
    var answer = fixture.digest(LATER.plus(Duration.ofHours(1)));
    assertEquals(1, answer.path("refusals").asInt());
    assertEquals(2, answer.path("heads").asInt());
    assertEquals(0, fixture.digest(LATER.plus(Duration.ofHours(2))).path("refusals").asInt());
    assertTrue(fixture.verified(VerifyAudit.INTACT).startsWith("Intact: 6 records of 2 subjects"));
  }

  @Test
  void uses_of_a_secret_become_a_record_once_their_hour_has_ended() throws Exception {
    fixture.useSecret(NOW, 3);
    var answer = fixture.digest(LATER.plus(Duration.ofHours(1)));
    assertEquals(1, answer.path("secretUses").asInt());
    assertEquals(0, fixture.digest(LATER.plus(Duration.ofHours(2))).path("secretUses").asInt());
    assertTrue(fixture.verified(VerifyAudit.INTACT).startsWith("Intact: 6 records of 2 subjects"));
  }
}
