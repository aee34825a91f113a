package io.hotswap.persistence.erasure;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.Digest;
import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.ids.ReleaseKey;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.tenant.TenantPluginFeed.Changes;
import io.hotswap.domain.tenant.TenantPluginId;
import io.hotswap.domain.tenant.bulk.BulkResult;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedPlugin;
import io.hotswap.domain.tenant.erasure.ErasureSubject.ErasedTenant;
import io.hotswap.domain.tenant.erasure.ReplayingErasures;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Of two tenants that have everything, one is erased.
class ErasedTablesTest extends TenantDataFixture {
  @Test
  void nothing_but_the_erasure_names_an_erased_tenant_and_others_keep_all() {
    var all = naming(STAYS);
    assertTrue(naming(ERASED).size() >= 13, naming(ERASED).toString());
    var id = begun(new ErasedTenant(ERASED));
    assertFalse(run(id));
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    assertEquals(List.of(), naming(ERASED));
    assertEquals(all, naming(STAYS));
    assertEquals(List.of("erasures"), objectsNaming(ERASED));
    assertEquals(List.of("evidence", "verdicts"), objectsNaming(STAYS));
    var sample = stores.samples().of(HERE, SHOP, "w").getFirst();
    var renamed = "erased-" + id.toString().substring(0, 8);
    assertEquals(Set.of(renamed, STAYS), sample.before().keySet());
    assertEquals(1, stores.tenantPlugins().count(HERE, SHOP));
    assertEquals(
        5,
        stores.tenantUsages().of(HERE, SHOP, STAYS, NOW, NOW.plusSeconds(60)).get(NOW).requests());
  }

  @Test
  void a_node_that_missed_the_erasure_reads_all_settings() {
    int shard = new TenantPluginId(HERE, SHOP, ERASED).shard();
    var id = begun(new ErasedTenant(ERASED));
    run(id);
    long before = stores.tenantPlugins().changeCounts(HERE).get(shard) - 1;
    var listed = (Changes.Known) stores.tenantPlugins().changes(HERE, shard, before);
    assertTrue(listed.changed().getFirst().isUnset());
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    assertEquals(new Changes.TooOld(), stores.tenantPlugins().changes(HERE, shard, before));
  }

  @Test
  void a_bulk_change_that_has_yet_to_change_the_tenant_is_waited_for() {
    var open = job(false);
    var id = begun(new ErasedTenant(ERASED));
    now = now.plus(Duration.ofMinutes(10));
    assertFalse(run(id));
    assertTrue(stores.tenantPlugins().find(new TenantPluginId(HERE, SHOP, ERASED)).isPresent());
    end(open);
    assertTrue(run(id));
    var results = stores.bulkJobs().results(end(job(false)), PageRequest.first(2)).items();
    assertEquals(2, results.size());
    var erased =
        stores
            .bulkJobs()
            .results(stores.bulkJobs().find(open.id()).orElseThrow(), PageRequest.first(2));
    assertEquals(
        List.of("erased", STAYS), erased.items().stream().map(BulkResult::tenant).toList());
    assertEquals(List.of("", ""), erased.items().stream().map(BulkResult::detail).toList());
  }

  @Test
  void of_a_deleted_plugin_all_that_its_tenants_had_goes() {
    var release = ReleaseKey.of("1.0.0", Optional.of(Digest.over("{}")));
    stores.defaultConfigurations().store(HERE, SHOP, "{}");
    var id = begun(new ErasedPlugin(SHOP));
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    assertEquals(Optional.empty(), stores.defaultConfigurations().find(HERE, SHOP, release));
    assertEquals(0, stores.tenantPlugins().count(HERE, SHOP));
    var left = naming(ERASED);
    assertEquals(List.of(), left.stream().filter(it -> it.contains(SHOP.toString())).toList());
    assertTrue(left.stream().anyMatch(it -> it.contains("S=KEY")), left.toString());
    assertTrue(left.stream().anyMatch(it -> it.contains("VALUE#" + PluginId.of("other"))));
    assertTrue(left.stream().anyMatch(it -> it.contains("REGISTERED")), left.toString());
  }

  @Test
  void what_a_restore_brings_back_is_erased_again_by_the_ledger() {
    var id = begun(new ErasedTenant(ERASED));
    var copies =
        Stream.of(tables.tenants(), tables.nodes(HERE), tables.outbox())
            .collect(
                Collectors.toMap(
                    it -> it,
                    it ->
                        dynamo.scanPaginator(scan -> scan.tableName(it)).items().stream()
                            .toList()));
    now = now.plus(Duration.ofMinutes(10));
    assertTrue(run(id));
    copies.forEach(
        (table, items) ->
            items.forEach(it -> dynamo.putItem(put -> put.tableName(table).item(it))));
    assertFalse(naming(ERASED).isEmpty(), "it is restored");
    var all = naming(STAYS);
    var replayed =
        new ReplayingErasures(ledger, stores.erasures(), stores.erasableData().all()).replay(now);
    assertEquals(1, replayed.size());
    assertEquals(List.of(), replayed.getFirst().left());
    assertEquals(List.of(), naming(ERASED));
    assertEquals(all, naming(STAYS));
  }
}
