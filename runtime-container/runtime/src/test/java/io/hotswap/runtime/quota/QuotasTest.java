package io.hotswap.runtime.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.Threads;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class QuotasTest {
  private static final int SECOND = (int) Duration.ofSeconds(1).dividedBy(CoarseClock.TICK);
  private static final int MINUTE = 60 * SECOND;

  private static final RoutingDocument SERVING = Supervised.serving("1.0.0");

  private volatile int nodes = 1;
  private final Quotas quotas = new Quotas(ejected -> new NodeShare(nodes, 0));

  @Test
  void the_call_after_the_last_of_a_minute_is_refused_until_the_first_is_a_minute_ago() {
    var acme = allowance("acme", new Quota(100, 1_000));
    assertEquals(60, admitted(acme, 30 * SECOND, 60));
    assertEquals(40, admitted(acme, 45 * SECOND, 50));
    assertEquals(0, admitted(acme, 90 * SECOND, 1));
    assertEquals(60, admitted(acme, 91 * SECOND, 100));
    assertEquals(40, admitted(acme, 106 * SECOND, 100));
    assertEquals(100, admitted(acme, 10 * MINUTE, 150));
  }

  @Test
  void no_sixty_seconds_have_more_than_the_quota_wherever_they_begin() {
    for (int burst = 0; burst < MINUTE; burst += 7) {
      var acme = allowance("tenant-" + burst, new Quota(60, 1_000));
      var admitted = new int[4 * MINUTE];
      admitted[burst] = admitted(acme, burst, 50);
      for (int tick = burst + 1; tick < admitted.length; tick++) {
        admitted[tick] = admitted(acme, tick, 1);
      }
      for (int from = 0; from + MINUTE < admitted.length; from++) {
        int inMinute = IntStream.range(from, from + MINUTE).map(it -> admitted[it]).sum();
        int tick = from;
        assertTrue(inMinute <= 60, () -> inMinute + " in the minute that begins at " + tick);
      }
      assertTrue(IntStream.of(admitted).sum() > 170, "and it is not starved");
    }
  }

  @Test
  void who_is_refused_is_told_when_to_come_again_and_is_admitted_then() {
    var acme = allowance("acme", new Quota(100, 1_000));
    admitted(acme, 10 * SECOND, 100);
    var refused = refused(acme, 10 * SECOND);
    assertEquals("requests", refused.limit());
    assertTrue(refused.retryAfter().compareTo(Duration.ofSeconds(50)) > 0);
    int then = 10 * SECOND + Math.toIntExact(refused.retryAfter().dividedBy(CoarseClock.TICK));
    assertEquals(0, admitted(acme, then - 1, 1));
    assertEquals(1, admitted(acme, then, 1));
  }

  @Test
  void calls_at_once_are_counted_until_they_have_ended() {
    var acme = allowance("acme", new Quota(1_000, 2));
    assertNull(acme.enter(0, 0));
    assertNull(acme.enter(0, 0));
    assertEquals("concurrency", refused(acme, 0).limit());
    assertEquals("\"concurrency\";r=0", refused(acme, 0).rateLimit().remaining());
    acme.leave(0);
    assertNull(acme.enter(0, 0));
  }

  @Test
  void who_was_refused_for_calling_too_often_is_not_inside() {
    var acme = allowance("acme", new Quota(1, 1));
    assertNull(acme.enter(0, 0));
    acme.leave(0);
    assertEquals("requests", refused(acme, 0).limit());
    assertEquals("requests", refused(acme, 0).limit());
  }

  @Test
  void each_node_takes_its_share_of_the_whole() {
    nodes = 3;
    var acme = allowance("acme", new Quota(100, 10));
    assertEquals(4, inside(acme, 10));
    nodes = 1;
    assertEquals(6, inside(acme, 10));
    nodes = 3;
    assertEquals(34, admitted(allowance("initech", new Quota(100, 10)), 0, 100));
  }

  @Test
  void a_share_is_rounded_up_in_every_minute() {
    nodes = 50;
    var acme = allowance("acme", new Quota(10, 1_000));
    assertEquals(1, admitted(acme, 0, 5));
    assertEquals(0, admitted(acme, MINUTE, 5));
    assertEquals(1, admitted(acme, MINUTE + SECOND, 5));
  }

  /// Of any quota that is not below the number of nodes the shares are the whole.
  @Test
  void calls_spread_over_three_nodes_get_the_quota_within_a_tenth() {
    var random = new Random(18);
    for (var requests : List.of(3, 4, 10, 61, 100, 1_000)) {
      var each =
          IntStream.range(0, 3)
              .mapToObj(rank -> new Quotas(ejected -> new NodeShare(3, rank)))
              .map(it -> it.of(SERVING, "acme", Optional.of(new Quota(requests, 100))))
              .toList();
      int admitted = 0;
      for (int call = 0; call < 10 * requests; call++) {
        admitted += admitted(each.get(random.nextInt(3)), call * MINUTE / (10 * requests), 1);
      }
      assertTrue(Math.abs(admitted - requests) * 10 <= requests, admitted + " of " + requests);
    }
  }

  /// Of a client that meets one node only: what its node takes, and no more.
  @Test
  void a_client_that_stays_at_one_node_gets_that_nodes_share() {
    nodes = 3;
    assertEquals(20, admitted(allowance("acme", new Quota(60, 100)), 0, 60));
  }

  @Test
  void clients_are_told_what_is_left_and_when_there_is_more() {
    nodes = 3;
    var acme = allowance("acme", new Quota(60, 10));
    assertNull(acme.enter(10 * SECOND, 0));
    assertNull(acme.enter(15 * SECOND, 0));
    var told = Objects.requireNonNull(acme.rateLimit(20 * SECOND));
    assertEquals(
        "\"requests\";q=60;w=60, \"concurrency\";q=10;qu=\"concurrent-requests\"", told.policy());
    assertEquals("\"requests\";r=18;t=51, \"concurrency\";r=2", told.remaining());
    acme.leave(0);
    acme.leave(0);
    assertEquals(18, admitted(acme, 20 * SECOND, 30));
    var refused = refused(acme, 20 * SECOND);
    assertEquals(refused.rateLimit().remaining(), "\"requests\";r=0;t=51, \"concurrency\";r=4");
    assertEquals(Duration.ofSeconds(51), refused.retryAfter());
    assertNull(quotas.of(SERVING, "umbrella", Optional.empty()).rateLimit(0));
  }

  @Test
  void who_has_not_called_for_a_minute_has_everything() {
    var acme = allowance("acme", new Quota(60, 10));
    admitted(acme, 0, 5);
    var told = Objects.requireNonNull(acme.rateLimit(2 * MINUTE));
    assertEquals("\"requests\";r=60;t=0, \"concurrency\";r=10", told.remaining());
  }

  @Test
  void a_call_that_was_held_up_over_the_turn_of_a_second_counts_in_the_next() {
    var acme = allowance("acme", new Quota(100, 1_000));
    assertEquals(99, admitted(acme, 0, 99));
    assertEquals(1, admitted(acme, MINUTE, 1));
    assertEquals(0, admitted(acme, MINUTE - 1, 1));
    assertEquals(99, admitted(acme, MINUTE + SECOND, 120));
  }

  @Test
  void never_are_more_inside_than_may_be() throws Exception {
    var acme = allowance("acme", new Quota(1_000_000, 2));
    var inside = new AtomicInteger();
    var most = new AtomicInteger();
    Threads.run(
        8,
        () -> {
          for (int call = 0; call < 20_000; call++) {
            if (acme.enter(0, 0) == null) {
              most.accumulateAndGet(inside.incrementAndGet(), Math::max);
              inside.decrementAndGet();
              acme.leave(0);
            }
          }
        });
    assertTrue(most.get() <= 2, () -> "inside at once: " + most);
    assertNull(acme.enter(0, 0));
  }

  @Test
  void millions_in_a_minute_are_counted_too() {
    assertEquals(5_000_000, admitted(allowance("acme", new Quota(5_000_000, 1)), 0, 5_000_100));
  }

  @Test
  void what_was_used_outlives_a_change_of_the_quota_and_whoever_has_none_is_free() {
    assertEquals(5, admitted(allowance("acme", new Quota(5, 10)), 0, 9));
    assertEquals(2, admitted(allowance("acme", new Quota(7, 10)), 0, 9));
    assertEquals(9, admitted(quotas.of(SERVING, "umbrella", Optional.empty()), 0, 9));
    quotas.forget(SERVING.pluginId(), "acme");
    assertEquals(5, admitted(allowance("acme", new Quota(5, 10)), 0, 9));
  }

  @Test
  void many_threads_at_once_get_no_more_than_there_is() throws Exception {
    var acme = allowance("acme", new Quota(10_000, 1_000));
    var admitted = new AtomicInteger();
    Threads.run(8, () -> admitted.addAndGet(admitted(acme, 7, 5_000)));
    assertEquals(10_000, admitted.get());
  }

  private static int admitted(Allowance allowance, int tick, int calls) {
    int admitted = 0;
    for (int call = 0; call < calls; call++) {
      if (allowance.enter(tick, 0) == null) {
        allowance.leave(0);
        admitted++;
      }
    }
    return admitted;
  }

  private static Allowance.Exhausted refused(Allowance allowance, int tick) {
    return Objects.requireNonNull(allowance.enter(tick, 0));
  }

  private static int inside(Allowance allowance, int calls) {
    int inside = 0;
    for (int call = 0; call < calls; call++) {
      inside += allowance.enter(0, 0) == null ? 1 : 0;
    }
    return inside;
  }

  private Allowance allowance(String tenant, Quota quota) {
    return quotas.of(SERVING, tenant, Optional.of(quota));
  }
}
