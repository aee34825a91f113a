package io.hotswap.runtime.quota;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.routing.Quota;
import io.hotswap.domain.routing.RoutingDocument;
import io.hotswap.domain.telemetry.TenantUsage;
import io.hotswap.runtime.caching.CoarseClock;
import io.hotswap.runtime.caching.NodeShare;
import io.hotswap.runtime.testing.Supervised;
import io.hotswap.runtime.testing.Threads;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

/** The bytes of a tenant's calls in flight. */
class BytesQuotaTest {
  private static final int TWO_MINUTES = (int) Duration.ofMinutes(2).dividedBy(CoarseClock.TICK);
  private static final RoutingDocument SERVING = Supervised.serving("1.0.0");

  private volatile int nodes = 1;
  private final Quotas quotas = new Quotas(ejected -> new NodeShare(nodes, 0));

  @Test
  void bytes_of_bodies_are_counted_until_their_calls_have_ended() {
    var acme = allowance(1_000);
    assertNull(acme.enter(0, 600));
    assertNull(acme.enter(0, 400));
    var refused = Objects.requireNonNull(acme.enter(0, 1));
    assertEquals("bytes", refused.limit());
    assertTrue(refused.retryAfter().isPositive());
    assertTrue(refused.rateLimit().policy().endsWith("\"bytes\";q=1000;qu=\"content-bytes\""));
    assertTrue(refused.rateLimit().remaining().endsWith("\"bytes\";r=0"));
    acme.leave(600);
    assertNull(acme.enter(0, 600));
    assertEquals(1, refused());
  }

  @Test
  void who_is_refused_for_another_limit_holds_no_bytes() {
    var acme = allowance(new Quota(1, 1, Optional.of(1_000)));
    assertNull(acme.enter(0, 900));
    acme.leave(900);
    assertEquals("requests", Objects.requireNonNull(acme.enter(0, 900)).limit());
    assertNull(acme.enter(TWO_MINUTES, 900));
  }

  @Test
  void a_body_larger_than_a_nodes_share_is_admitted_alone_and_one_larger_than_the_quota_never() {
    nodes = 3;
    var acme = allowance(900);
    assertNull(acme.enter(0, 900));
    assertEquals("bytes", Objects.requireNonNull(acme.enter(0, 1)).limit());
    acme.leave(900);
    assertNull(acme.enter(0, 200));
    assertEquals("bytes", Objects.requireNonNull(acme.enter(0, 101)).limit());
    assertNull(acme.enter(0, 100));
    var never = Objects.requireNonNull(acme.enter(0, 901));
    assertEquals(Duration.ZERO, never.retryAfter());
  }

  @Test
  void many_threads_never_hold_more_bytes_than_may_be() throws Exception {
    var acme = allowance(250);
    var held = new AtomicInteger();
    var most = new AtomicInteger();
    Threads.run(
        8,
        () -> {
          for (int call = 0; call < 10_000; call++) {
            if (acme.enter(0, 100) == null) {
              most.accumulateAndGet(held.addAndGet(100), Math::max);
              held.addAndGet(-100);
              acme.leave(100);
            }
          }
        });
    assertTrue(most.get() <= 200, () -> "bytes at once: " + most);
    assertNull(acme.enter(0, 250));
  }

  private long refused() {
    return quotas.take(SERVING.pluginId()).getOrDefault("acme", TenantUsage.NONE).refused();
  }

  private Allowance allowance(int bytes) {
    return allowance(new Quota(1_000_000, 1_000, Optional.of(bytes)));
  }

  private Allowance allowance(Quota quota) {
    return quotas.of(SERVING, "acme", Optional.of(quota));
  }
}
