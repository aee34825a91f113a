package io.hotswap.runtime.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.ids.PluginId;
import io.hotswap.domain.node.TenantIsolation;
import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.testing.Supervised;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Processor time and memory of tenants' processes, against a clock of ticks. */
class ProcessorQuotaTest {
  private static final int SECOND = 4;
  private static final RoutingDocument SERVING = Supervised.serving("1.0.0");
  private static final PluginId SHOP = SERVING.pluginId();

  private int nodes = 1;
  private final Quotas quotas =
      new Quotas(
          ejected -> new NodeShare(nodes - ejected.size(), 0), new TenantIsolation(true, Set.of()));

  @Test
  void what_was_used_counts_for_sixty_seconds() {
    var acme = allowance(3, 100);
    took(0, 2_000);
    assertNull(acme.enter(0, 0));
    took(10 * SECOND, 1_500);
    var refused = acme.enter(10 * SECOND, 0);
    assertNotNull(refused);
    assertEquals("processor", refused.limit());
    assertEquals(Duration.ofSeconds(51), refused.retryAfter());
    assertEquals("\"processor\";r=0;t=51", refused.rateLimit().remaining());
    assertNotNull(acme.enter(60 * SECOND, 0));
    assertNull(acme.enter(61 * SECOND, 0));
    assertTrue(
        acme.rateLimit(61 * SECOND).remaining().endsWith("\"processor\";r=1;t=10"),
        () -> String.valueOf(acme.rateLimit(61 * SECOND)));
    // Calls that were refused before hold nothing.
    assertEquals(new TenantUsage(0, 2, 2, 3_500, 1), quotas.take(SHOP).get("acme"));
  }

  @Test
  void the_nodes_take_equal_parts_of_it() {
    nodes = 3;
    var acme = allowance(1, 100);
    took(0, 333);
    assertNull(acme.enter(0, 0));
    took(0, 1);
    var refused = acme.enter(0, 0);
    assertNotNull(refused);
    assertTrue(refused.sentence().endsWith("of which this node takes 0.334"), refused.sentence());
  }

  @Test
  void a_process_is_ended_at_twice_the_part_of_its_node() {
    nodes = 3;
    assertEquals(Optional.empty(), used(Set.of(), 1_999, 1));
    assertEquals(Optional.of(ProcessLimit.PROCESSOR), used(Set.of(), 1, 1));
    assertEquals(Optional.empty(), used(Set.of("n3"), 1, 1));
    assertEquals(Optional.of(ProcessLimit.PROCESSOR), used(Set.of("n3"), 1_000, 1));
  }

  @Test
  void a_process_is_ended_above_its_memory() {
    assertEquals(Optional.empty(), used(Set.of(), 1, 1_000));
    assertEquals(Optional.of(ProcessLimit.MEMORY), used(Set.of(), 1, 1_001));
    quotas.take(SHOP);
    used(Set.of(), 5, 900);
    used(Set.of(), 5, 700);
    assertEquals(Map.of("acme", new TenantUsage(0, 0, 0, 10, 900)), quotas.take(SHOP));
  }

  @Test
  void a_tenant_without_such_limits_is_measured_all_the_same() {
    var unlimited =
        new ProcessQuotas(
            quotas, new CoarseClock(), (plugin, tenant) -> Optional.empty(), plugin -> Set.of());
    assertEquals(
        Optional.empty(), unlimited.took(SHOP, "acme", new ProcessSample(1L << 30, 1L << 40)));
    assertEquals(Optional.empty(), unlimited.memory(SHOP, "acme"));
    assertEquals(Map.of("acme", new TenantUsage(0, 0, 0, 1L << 30, 1L << 40)), quotas.take(SHOP));
  }

  private Optional<ProcessLimit> used(Set<String> ejected, long millis, long memory) {
    return new ProcessQuotas(
            quotas,
            new CoarseClock(),
            (plugin, tenant) -> Optional.of(quota(3, 1_000)),
            plugin -> ejected)
        .took(SHOP, "acme", new ProcessSample(millis, memory));
  }

  private void took(int tick, long millis) {
    quotas.took(SHOP, "acme", new ProcessSample(millis, 1), tick, Optional.empty(), Set.of());
  }

  private Allowance allowance(int seconds, long memory) {
    return quotas.of(SERVING, "acme", Optional.of(quota(seconds, memory)));
  }

  private static Quota quota(int seconds, long memory) {
    return new Quota(1_000, 100, Optional.empty(), Optional.of(seconds), Optional.of(memory));
  }
}
