package io.hotswap.persistence;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.audit.AuditQuery;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.audit.DynamoAuditEntries;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.Items;
import io.hotswap.persistence.dynamo.Transaction;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/// An Instant's own text leaves zeros out: `:00.120Z` sorts before `:00Z`, `.5Z` after `.500001Z`.
class AuditOrderTest {
  private static final AuditSubject THING = AuditSubject.plugin(PluginId.of("thing"));
  private static final AuditQuery ALL =
      new AuditQuery(
          Optional.empty(),
          Optional.empty(),
          Optional.of(PluginId.of("thing")),
          Optional.empty(),
          Optional.empty(),
          Instant.parse("2026-11-01T00:00:00Z"),
          Instant.parse("2026-11-02T00:00:00Z"));
  private static final List<Instant> TIMES =
      Stream.of(
              "2026-11-01T12:00:00Z",
              "2026-11-01T12:00:00.000000001Z",
              "2026-11-01T12:00:00.120Z",
              "2026-11-01T12:00:00.120001Z",
              "2026-11-01T12:00:00.500Z",
              "2026-11-01T12:00:01Z",
              "2026-11-01T12:00:01.000001Z")
          .map(Instant::parse)
          .toList();

  @Test
  void audit_records_are_found_in_the_order_of_their_times() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    try (DynamoDbClient dynamo = Aws.dynamo()) {
      TIMES
          .reversed()
          .forEach(it -> new Transaction(dynamo).audit(tables.audit(), at(it)).commit());
      var found = new DynamoAuditEntries(dynamo, tables).find(ALL, PageRequest.first(100));
      assertEquals(TIMES.reversed(), found.items().stream().map(it -> it.record().at()).toList());
    }
  }

  @Test
  void every_time_in_a_key_is_as_wide_as_every_other() {
    var keys = TIMES.stream().map(Items::sortable).toList();
    assertEquals(keys.stream().sorted().toList(), keys);
    assertEquals(1, keys.stream().map(String::length).distinct().count());
  }

  private static AuditRecord at(Instant time) {
    var origin = Origin.system("test", "r1", "");
    return new AuditRecord(
        UUID.randomUUID(), THING, time, "changeThing", origin, Map.of(), Map.of());
  }
}
