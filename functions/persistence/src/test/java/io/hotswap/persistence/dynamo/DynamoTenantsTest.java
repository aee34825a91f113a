package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemRequest;
import software.amazon.awssdk.services.dynamodb.model.BatchWriteItemResponse;
import software.amazon.awssdk.services.dynamodb.model.WriteRequest;

class DynamoTenantsTest {
  private static final Instant NOW = Instant.parse("2026-11-23T10:00:00Z");

  private static Tables tables;

  @BeforeAll
  static void stage() {
    tables = new Tables(LocalEngine.shared().freshStage().environment());
  }

  @Test
  void many_are_written_in_batches_and_read_in_pages() {
    // Names so long that their items fill more than one page of a query.
    var many =
        IntStream.range(0, 1_503)
            .mapToObj(number -> "t".repeat(800) + number)
            .collect(Collectors.toCollection(TreeSet::new));
    tenants(NOW).record(Environment.Development, PluginId.of("many"), many, NOW);
    assertEquals(many, of("many", NOW));
  }

  @Test
  void what_a_batch_did_not_take_is_written_again_and_a_full_table_is_a_fault() {
    var some = Set.of("a", "b", "c", "d", "e", "f", "g");
    stingy(3).record(Environment.Development, PluginId.of("busy"), some, NOW);
    assertEquals(some, of("busy", NOW));
    var full = stingy(0);
    assertThrows(
        IllegalStateException.class,
        () -> full.record(Environment.Development, PluginId.of("full"), some, NOW));
  }

  private static DynamoTenants stingy(int atOnce) {
    return new DynamoTenants(
        new Stingy(Aws.dynamo(), atOnce), tables, Clock.fixed(NOW, ZoneOffset.UTC));
  }

  private static Set<String> of(String plugin, Instant now) {
    return tenants(now).of(Environment.Development, PluginId.of(plugin));
  }

  private static DynamoTenants tenants(Instant now) {
    return new DynamoTenants(Aws.dynamo(), tables, Clock.fixed(now, ZoneOffset.UTC));
  }

  /** A real table that takes no more than so many items of a batch. */
  private record Stingy(DynamoDbClient real, int atOnce) implements DynamoDbClient {
    @Override
    public BatchWriteItemResponse batchWriteItem(BatchWriteItemRequest request) {
      Map<String, List<WriteRequest>> left = new HashMap<>();
      request
          .requestItems()
          .forEach(
              (table, writes) -> {
                int taken = Math.min(atOnce, writes.size());
                writes
                    .subList(0, taken)
                    .forEach(
                        it -> real.putItem(p -> p.tableName(table).item(it.putRequest().item())));
                if (taken < writes.size()) {
                  left.put(table, writes.subList(taken, writes.size()));
                }
              });
      return BatchWriteItemResponse.builder().unprocessedItems(left).build();
    }

    @Override
    public String serviceName() {
      return real.serviceName();
    }

    @Override
    public void close() {
      real.close();
    }
  }
}
