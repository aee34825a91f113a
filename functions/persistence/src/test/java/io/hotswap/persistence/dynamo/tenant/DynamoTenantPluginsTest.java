package io.hotswap.persistence.dynamo.tenant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.AuditSubject;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.tenant.TenantPlugin;
import io.hotswap.domain.tenant.TenantPluginFeed.Changes;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import io.hotswap.persistence.dynamo.keys.TenantKeys;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.dynamodb.DynamoDbClient;

/** Listed changes expire after a day, in no order. */
class DynamoTenantPluginsTest {
  private static final TenantPluginId ACME =
      new TenantPluginId(Environment.QA, PluginId.of("shop"), "acme");
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");

  private final Tables tables = new Tables(LocalEngine.shared().freshStage().environment());
  private final DynamoDbClient dynamo = Aws.dynamo();
  private final DynamoTenantPlugins settings =
      new DynamoTenantPlugins(dynamo, tables, Clock.systemUTC());

  @BeforeEach
  void fiveChanges() {
    var next = TenantPlugin.unset(ACME);
    for (int change = 1; change <= 5; change++) {
      next = next.withEnabled(change % 2 == 0).written(NOW);
      assertTrue(settings.commit(next, audit()));
    }
  }

  private static AuditRecord audit() {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.tenantPlugin(ACME.environment(), ACME.tenant(), ACME.pluginId()),
        NOW,
        "a",
        Origin.system("s", "r", ""),
        Map.of(),
        Map.of());
  }

  private void expired(long... numbers) {
    for (long number : numbers) {
      var key = TenantKeys.change(Environment.QA, ACME.shard(), number);
      dynamo.deleteItem(it -> it.tableName(tables.tenants()).key(key.attributes()));
    }
  }

  private Changes since(long after) {
    return settings.changes(Environment.QA, ACME.shard(), after);
  }

  @ParameterizedTest
  @ValueSource(longs = {2, 3, 4})
  void a_gap_among_the_listed_changes_is_noticed(long gone) {
    expired(gone);
    assertEquals(new Changes.TooOld(), since(1));
    assertEquals(new Changes.Known(List.of(stored()), 5), since(4));
  }

  @Test
  void changes_that_have_all_expired_are_too_old_to_be_listed() {
    expired(1, 2, 3, 4, 5);
    assertEquals(new Changes.TooOld(), since(1));
    assertEquals(5, settings.changeCounts(Environment.QA).get(ACME.shard()));
  }

  @Test
  void a_later_change_that_expired_first_is_found_by_its_counter() {
    expired(5);
    assertEquals(new Changes.Known(List.of(stored()), 4), since(2));
    assertEquals(new Changes.TooOld(), since(4));
  }

  private TenantPlugin stored() {
    return settings.find(ACME).orElseThrow();
  }
}
