package io.hotswap.domain.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.ids.PluginId;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What every implementation of [TenantUsages] does.
public abstract class TenantUsagesContract {
  private static final Environment HERE = Environment.QA;
  private static final PluginId SHOP = PluginId.of("shop");
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");

  protected abstract TenantUsages usages();

  private static UsageMinute minute(
      String node, String incarnation, Instant at, Map<String, TenantUsage> tenants) {
    return new UsageMinute(HERE, SHOP, node, incarnation, at, tenants);
  }

  private static Map<String, TenantUsage> acme(long requests) {
    return Map.of("acme", new TenantUsage(requests, 1, 2));
  }

  private Map<Instant, TenantUsage> of(String tenant, Instant from, Instant until) {
    return usages().of(HERE, SHOP, tenant, from, until);
  }

  @Test
  void what_all_nodes_counted_is_added_up_by_minute() {
    usages().record(minute("n1", "i1", TEN, acme(10)));
    usages().record(minute("n2", "i1", TEN, acme(5)));
    usages().record(minute("n1", "i2", TEN, acme(1)));
    usages().record(minute("n1", "i1", TEN.plusSeconds(60), acme(7)));
    var first = new TenantUsage(16, 3, 6);
    var second = new TenantUsage(7, 1, 2);
    assertEquals(
        Map.of(TEN, first, TEN.plusSeconds(60), second), of("acme", TEN, TEN.plusSeconds(120)));
    assertEquals(Map.of(TEN, first), of("acme", TEN, TEN.plusSeconds(60)));
    assertEquals(
        Map.of(TEN.plusSeconds(60), second), of("acme", TEN.plusMillis(1), TEN.plusSeconds(120)));
  }

  @Test
  void a_minute_that_is_reported_again_counts_once() {
    usages().record(minute("n1", "i1", TEN, acme(10)));
    usages().record(minute("n1", "i1", TEN, acme(12)));
    assertEquals(Map.of(TEN, new TenantUsage(12, 1, 2)), of("acme", TEN, TEN.plusSeconds(60)));
  }

  @Test
  void each_tenant_has_its_own_of_one_plugin_in_one_environment() {
    Map<String, TenantUsage> many = new HashMap<>();
    for (int i = 0; i < 200; i++) {
      many.put("tenant-" + i, new TenantUsage(i + 1, 0, 1));
    }
    usages().record(minute("n1", "i1", TEN, many));
    var until = TEN.plusSeconds(60);
    for (int i = 0; i < 200; i++) {
      assertEquals(Map.of(TEN, new TenantUsage(i + 1, 0, 1)), of("tenant-" + i, TEN, until));
    }
    assertEquals(Map.of(), of("nobody", TEN, until));
    assertEquals(Map.of(), of("tenant-1", TEN, TEN));
    var other = PluginId.of("other");
    assertEquals(Map.of(), usages().of(HERE, other, "tenant-1", TEN, until));
    assertEquals(Map.of(), usages().of(Environment.Production, SHOP, "tenant-1", TEN, until));
  }
}
