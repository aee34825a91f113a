package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditEntry;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Transaction.Commit;
import io.hotswap.persistence.dynamo.keys.AuditKeys;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.AttributeValue;

class AuditChainTest {
  private static final AuditSubject SHOP = AuditSubject.plugin(PluginId.of("shop"));
  private static final AuditSubject BANK = AuditSubject.plugin(PluginId.of("bank"));
  private static final Instant AT = Instant.parse("2026-11-01T12:00:00Z");

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final DynamoDbClient dynamo = Aws.dynamo();

  private static AuditRecord record(AuditSubject subject, Instant at) {
    return new AuditRecord(
        UUID.randomUUID(), subject, at, "change", Origin.system("t", "r", ""), Map.of(), Map.of());
  }

  private Transaction append(AuditRecord record) {
    return new Transaction(dynamo).audit(tables.audit(), record);
  }

  private List<AuditEntry> chain(AuditSubject subject) {
    var entries = new DynamoAuditEntries(dynamo, tables);
    return entries.of(subject, PageRequest.first(100)).items().reversed();
  }

  private Map<String, AttributeValue> item(AuditSubject subject, long sequence) {
    var key = AuditKeys.record(subject.name(), sequence).attributes();
    return dynamo.getItem(it -> it.tableName(tables.audit()).key(key)).item();
  }

  private void assertChained(int length, AuditSubject subject) {
    var chain = chain(subject);
    assertEquals(
        IntStream.rangeClosed(1, length).mapToObj(Long::valueOf).toList(),
        chain.stream().map(AuditEntry::sequence).toList());
    assertEquals(
        Stream.concat(
                Stream.of(Optional.empty()),
                chain.stream().limit(length - 1).map(it -> Optional.of(it.digest())))
            .toList(),
        chain.stream().map(AuditEntry::previous).toList());
  }

  @Test
  void subjects_have_chains_of_their_own_in_the_order_of_writing_whatever_the_clocks_say() {
    for (int i = 0; i < 3; i++) {
      assertEquals(new Commit.Committed(), append(record(SHOP, AT.minusSeconds(i))).commit());
    }
    append(record(BANK, AT)).commit();
    assertChained(3, SHOP);
    assertChained(1, BANK);
  }

  @Test
  void a_writer_that_others_overtook_has_lost_the_race_and_writes_nothing() {
    var slow = append(record(SHOP, AT));
    append(record(SHOP, AT)).commit();
    assertEquals(new Commit.Refused(List.of(Transaction.AUDIT)), slow.commit());
    assertChained(1, SHOP);
    assertInstanceOf(Commit.Committed.class, append(record(SHOP, AT)).commit());
    assertChained(2, SHOP);
  }

  @Test
  void records_of_one_subject_in_one_transaction_follow_each_other() {
    append(record(SHOP, AT)).commit();
    var two =
        append(record(SHOP, AT))
            .audit(tables.audit(), record(BANK, AT))
            .audit(tables.audit(), record(SHOP, AT));
    assertEquals(new Commit.Committed(), two.commit());
    assertChained(3, SHOP);
    assertChained(1, BANK);
  }

  @Test
  void an_actor_who_is_too_long_for_a_key_is_recorded_whole_and_indexed_short() {
    var origin = Origin.system("x".repeat(3_000), "r", "");
    var record = new AuditRecord(UUID.randomUUID(), SHOP, AT, "change", origin, Map.of(), Map.of());
    assertEquals(new Commit.Committed(), append(record).commit());
    assertEquals(origin.actor(), chain(SHOP).getFirst().record().origin().actor());
    var indexed = item(SHOP, 1).get(AuditKeys.ACTOR);
    assertEquals(Items.text(AuditKeys.actor(origin.actor())), indexed);
    assertTrue(AuditKeys.actor(origin.actor()).length() < 2_048);
  }
}
