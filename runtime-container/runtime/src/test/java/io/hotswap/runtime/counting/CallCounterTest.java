package io.hotswap.runtime.counting;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import io.hotswap.domain.telemetry.MinuteStats.Slice;
import io.hotswap.domain.telemetry.TenantStats;
import io.hotswap.runtime.metrics.NodeMetrics;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.TestClock;
import io.hotswap.runtime.testing.Threads;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CallCounterTest {
  private static final Instant TEN = Instant.parse("2026-11-23T10:00:00Z");
  private static final Duration FIVE_MINUTES = Duration.ofMinutes(5);
  private static final PluginRef ONE = Supervised.ref("1.0.0");
  private static final PluginRef TWO = Supervised.ref("1.1.0");

  private final TestClock clock = new TestClock(TEN);
  private final NodeMetrics metrics = new NodeMetrics(InMemoryControlPlane.ENVIRONMENT);
  private final CallCounter callCounter = new CallCounter(metrics, clock);
  private final VersionCounter one = callCounter.versionCounter(ONE);
  private final VersionCounter two = callCounter.versionCounter(TWO);

  @Test
  void a_call_counts_in_the_slice_and_the_minute_in_which_it_ends() {
    clock.pass(Duration.ofMillis(9_999));
    call(ONE, false);
    call(ONE, true);
    clock.pass(Duration.ofMillis(1));
    call(ONE, false);
    clock.pass(Duration.ofSeconds(49));
    call(ONE, false);
    clock.pass(Duration.ofSeconds(1));
    call(ONE, true);
    call(TWO, false);
    assertEquals(
        List.of(new Slice(0, 2, 1), new Slice(10, 1, 0), new Slice(50, 1, 0)),
        slices(ONE).minute(TEN).slices());
    assertEquals(4, slices(ONE).minute(TEN).latencies().calls());
    assertEquals(List.of(new Slice(0, 1, 1)), slices(ONE).minute(TEN.plusSeconds(60)).slices());
    assertEquals(List.of(), slices(ONE).minute(TEN.minusSeconds(60)).slices());
    assertEquals(1, slices(TWO).minute(TEN.plusSeconds(60)).calls());
  }

  @Test
  void five_minutes_back_are_thirty_slices_with_the_one_under_way() {
    call(ONE, true);
    clock.pass(Duration.ofSeconds(299));
    call(ONE, false);
    var all = slices(ONE).trailing(clock.instant(), FIVE_MINUTES);
    assertEquals(2, all.calls());
    assertEquals(1, all.failures());
    clock.pass(Duration.ofSeconds(1));
    var later = slices(ONE).trailing(clock.instant(), FIVE_MINUTES);
    assertEquals(1, later.calls());
    assertEquals(0, later.failures());
    assertEquals(1, later.latencies().calls());
  }

  @Test
  void a_slice_that_comes_round_again_begins_at_nothing() {
    call(ONE, true);
    clock.pass(Duration.ofMinutes(6));
    call(ONE, false);
    assertEquals(List.of(new Slice(0, 1, 0)), slices(ONE).minute(TEN.plusSeconds(360)).slices());
    assertEquals(List.of(), slices(ONE).minute(TEN).slices());
  }

  @Test
  void a_tenant_s_calls_add_up_with_what_was_recorded_during_them() {
    called(ONE, "acme", false, 1_000_000);
    called(ONE, "acme", true, 2_000_000);
    called(ONE, "umbrella", false, 1_000);
    tally(ONE).recorded("acme", "fee_minor_units", 130);
    tally(ONE).recorded("acme", "fee_minor_units", 20.5);
    tally(TWO).recorded("acme", "fee_minor_units", 1);
    var begun = Map.of("acme", tenants(ONE).byTenant().get("acme").read());
    var acme = begun.get("acme");
    assertEquals(2, acme.calls());
    assertEquals(1, acme.failures());
    assertEquals(Math.log(1_000) + Math.log(2_000), acme.logMicros(), 2e-3);
    assertEquals(Map.of("fee_minor_units", 150.5), acme.recorded());
    assertEquals(
        new TenantStats(1, 0, 0, Map.of()), tenants(ONE).byTenant().get("umbrella").read());

    called(ONE, "acme", true, 1_000);
    tally(ONE).recorded("acme", "fee_minor_units", 2);
    assertEquals(Set.of("acme", "umbrella"), tenants(ONE).since(begun).keySet());
    var since = tenants(ONE).since(begun).get("acme");
    assertEquals(1, since.calls());
    assertEquals(1, since.failures());
    assertEquals(0, since.logMicros(), 1e-5);
    assertEquals(2, since.recorded().get("fee_minor_units"), 1e-9);
  }

  @Test
  void millions_of_calls_of_one_tenant_add_up_too() throws Exception {
    Threads.run(4, () -> calls(700_000, Duration.ofHours(1).toNanos()));
    var acme = tenants(ONE).byTenant().get("acme").read();
    assertEquals(2_800_000, acme.calls());
    assertEquals(0, acme.failures());
    assertEquals(Math.log(3_600e6), acme.logMicros() / acme.calls(), 1e-3);
  }

  @Test
  void whatever_is_read_meanwhile_no_more_calls_fail_than_there_are() throws Exception {
    var kept = Objects.requireNonNull(tally(ONE).of("acme"));
    var threads =
        Threads.start(
            3,
            () -> {
              for (int call = 0; call < 200_000; call++) {
                called(ONE, "acme", true, 1_000);
              }
            });
    while (Threads.anyAlive(threads)) {
      var base = kept.read();
      var since = kept.readSince(base);
      assertEquals(base.calls(), base.failures());
      assertEquals(since.calls(), since.failures());
    }
    assertEquals(600_000, kept.read().failures());
  }

  @Test
  void no_call_is_lost_where_slices_are_replaced_and_totals_never_go_back() throws Exception {
    var counted = slices(ONE);
    long seen = 0;
    for (int round = 0; round < 100; round++) {
      var threads = Threads.start(2, () -> calls(500, 1_000));
      while (Threads.anyAlive(threads)) {
        long now = counted.totals().calls();
        assertTrue(now >= seen, seen + " and then " + now);
        seen = now;
      }
      clock.pass(Duration.ofSeconds(10));
    }
    assertEquals(100_000, counted.totals().calls());
  }

  @Test
  void a_call_that_was_held_up_for_six_minutes_throws_out_no_newer_ones() {
    var counted = new StatsWindow();
    counted.called(72, CallOutcome.OK, 1_000);
    counted.called(36, CallOutcome.OK, 1_000);
    assertEquals(2, counted.trailing(Instant.ofEpochSecond(720), FIVE_MINUTES).calls());
    assertEquals(2, counted.totals().calls());
  }

  private void calls(int number, long nanos) {
    for (int call = 0; call < number; call++) {
      called(ONE, "acme", false, nanos);
    }
  }

  @Test
  void who_comes_after_20_000_tenants_counts_for_the_version_only_and_a_metric_says_so() {
    for (int tenant = 0; tenant < 20_000; tenant++) {
      called(ONE, "t" + tenant, false, 1_000);
    }
    called(ONE, "late", false, 1_000);
    tally(ONE).recorded("late", "rows", 1);
    called(ONE, "t7", true, 1_000);
    assertEquals(20_000, tenants(ONE).byTenant().size());
    assertEquals(20_002, slices(ONE).minute(TEN).calls());
    assertEquals(2, tenants(ONE).byTenant().get("t7").read().calls());
    assertTrue(
        new String(metrics.text(), StandardCharsets.UTF_8)
            .contains(
                "plugin_uncounted_by_tenant_total{environment=\"Development\",plugin=\"counted\","
                    + "version=\"1.0.0\"} 2.0"));
  }

  @Test
  void names_made_up_without_end_do_not_fill_the_memory() {
    for (int number = 0; number <= 200_000; number++) {
      tally(ONE).recorded("t" + number % 2_001, "figure_" + number, 1);
    }
    long kept =
        tenants(ONE).byTenant().values().stream()
            .mapToLong(it -> it.read().recorded().size())
            .sum();
    assertEquals(200_000, kept);
  }

  @Test
  void a_version_that_nobody_calls_is_forgotten_unless_it_is_to_be_kept() {
    call(ONE, false);
    call(TWO, false);
    clock.pass(FIVE_MINUTES);
    var kept = Objects.requireNonNull(tally(ONE).of("acme"));
    long before = kept.read().calls();
    callCounter.forgetIdle((plugin, version) -> false);
    assertEquals(Set.of("1.0.0", "1.1.0"), callCounter.of(ONE.pluginId()).keySet());
    clock.pass(Duration.ofSeconds(60));
    callCounter.forgetIdle((plugin, version) -> version.equals("1.1.0"));
    assertEquals(Set.of("1.1.0"), callCounter.of(ONE.pluginId()).keySet());
    call(ONE, false);
    assertEquals(1, tenants(ONE).byTenant().get("acme").read().calls());
    // Kept from before it was forgotten.
    tally(ONE).called("acme", kept, CallOutcome.OK, 1_000, clock.nanoTime());
    assertEquals(2, tenants(ONE).byTenant().get("acme").read().calls());
    assertEquals(before, kept.read().calls());
  }

  @Test
  void many_threads_at_once_lose_nothing() throws Exception {
    Threads.run(
        8,
        () -> {
          for (int call = 0; call < 20_000; call++) {
            called(ONE, "t" + call % 10, call % 4 == 0, call);
            tally(ONE).recorded("t" + call % 10, "rows", 1);
          }
        });
    var minute = slices(ONE).minute(TEN);
    assertEquals(160_000, minute.calls());
    assertEquals(40_000, minute.failures());
    assertEquals(160_000, minute.latencies().calls());
    var all =
        tenants(ONE).byTenant().values().stream()
            .map(TenantCounts::read)
            .reduce(TenantStats.NONE, TenantStats::plus);
    assertEquals(160_000, all.calls());
    assertEquals(40_000, all.failures());
    assertEquals(160_000, all.recorded().get("rows"));
  }

  @Test
  void counting_allocates_nothing_a_call() {
    var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    var tenants = List.of("acme", "umbrella", "initech");
    for (int round = 0; round < 2; round++) {
      long before = threads.getCurrentThreadAllocatedBytes();
      for (int call = 0; call < 100_000; call++) {
        called(ONE, tenants.get(call % 3), call % 7 == 0, 1_000L * (call % 50_000));
        tally(ONE).recorded(tenants.get(call % 3), "rows", call);
      }
      long allocated = threads.getCurrentThreadAllocatedBytes() - before;
      // Only the first round makes tenants, slices and rows.
      assertFalse(round > 0 && allocated > 10_000, "bytes for 100,000 calls: " + allocated);
    }
  }

  private void call(PluginRef ref, boolean failed) {
    called(ref, "acme", failed, 1_500_000);
  }

  private void called(PluginRef ref, String tenant, boolean failed, long nanos) {
    tally(ref)
        .called(
            tenant, null, failed ? CallOutcome.FAILED : CallOutcome.OK, nanos, clock.nanoTime());
  }

  private VersionCounter tally(PluginRef ref) {
    return ref.equals(ONE) ? one : two;
  }

  private StatsWindow slices(PluginRef ref) {
    return callCounter.of(ref.pluginId(), ref.routed().version()).orElseThrow().window();
  }

  private TenantCounter tenants(PluginRef ref) {
    return callCounter.of(ref.pluginId(), ref.routed().version()).orElseThrow().tenants();
  }
}
