package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.access.Role;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Digest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.engine.LocalStage;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction.Commit;
import io.hotswap.persistence.dynamo.keys.Key;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class TransactionTest {
  record Thing(String name, Optional<Digest> digest, Map<String, Long> counts, Instant at) {}

  private static final Thing THING =
      new Thing("a", Optional.of(Digest.of(new byte[32])), Map.of("x", 1L), Instant.EPOCH);
  private static DynamoDbClient dynamo;
  private static Tables tables;

  @BeforeAll
  static void stage() {
    LocalStage localStage = LocalEngine.shared().freshStage();
    tables = new Tables(localStage.environment());
    dynamo = Aws.dynamo();
  }

  @Test
  void a_change_and_its_audit_record_are_written_together() {
    assertEquals(new Commit.Committed(), creation("T#1").commit());
    assertEquals(THING, Items.read(item(tables.plugins(), "T#1"), Thing.class));
    assertEquals(1, audited("T#1"));
  }

  @Test
  void a_lost_race_names_the_write_and_leaves_nothing() {
    creation("T#2").commit();
    assertEquals(new Commit.Refused(List.of("thing")), creation("T#2").commit());
    assertEquals(1, audited("T#2"));
  }

  @Test
  void of_many_at_once_exactly_one_wins() throws Exception {
    try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
      var commits = executor.invokeAll(Collections.nCopies(8, () -> creation("T#3").commit()));
      int won = 0;
      for (var commit : commits) {
        won += commit.get() instanceof Commit.Committed ? 1 : 0;
      }
      assertEquals(1, won);
      assertEquals(1, audited("T#3"));
    }
  }

  @Test
  void a_missing_table_name_is_said_at_once() {
    var failure = assertThrows(IllegalStateException.class, () -> new Tables(Map.of()).audit());
    assertTrue(failure.getMessage().startsWith("HOTSWAP_AUDIT_TABLE must be set"));
  }

  private static Transaction creation(String pk) {
    var audit =
        new AuditRecord(
            UUID.randomUUID(),
            new AuditSubject(pk, Optional.empty(), Optional.empty(), Optional.empty()),
            Instant.now(),
            "createThing",
            new Origin("sub", "ada", Set.of(Role.Admin), "r1", ""),
            Map.of(),
            Map.of("name", "a"));
    return new Transaction(dynamo)
        .create("thing", tables.plugins(), Items.of(new Key(pk, "THING"), THING))
        .audit(tables.audit(), audit);
  }

  private static Map<String, AttributeValue> item(String table, String pk) {
    return dynamo
        .getItem(
            it -> it.tableName(table).key(new Key(pk, "THING").attributes()).consistentRead(true))
        .item();
  }

  private static int audited(String subject) {
    return dynamo
        .query(
            it ->
                it.tableName(tables.audit())
                    .keyConditionExpression("pk = :pk")
                    .expressionAttributeValues(Map.of(":pk", Items.text(subject))))
        .count();
  }
}
