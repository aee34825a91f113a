package io.hotswap.runtime.memory;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.refusal.Result;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** When a node is full of the bytes of calls, and when it has room again. */
class BytesInFlightTest {
  private static final long MOST = 64L << 20;
  private static final long MB = 1 << 20;

  private final BytesInFlight inFlight = new BytesInFlight(new MemoryConfig(MOST, 32 * MB));

  private Reservation taken(String tenant, long bytes) {
    return switch (inFlight.reserve(tenant, bytes)) {
      case Result.Done<Reservation>(var reservation) -> reservation;
      case Result.Refused<Reservation>(var refusal) -> throw new AssertionError(refusal);
    };
  }

  private void refused(String tenant, long bytes) {
    assertInstanceOf(Result.Refused.class, inFlight.reserve(tenant, bytes));
  }

  @Test
  void what_never_has_room_does_not_make_the_node_full() {
    refused("", MOST + 1);
    assertEquals(Optional.empty(), inFlight.fullFor());
    assertEquals(0, inFlight.taken());
    taken("", MB);
    refused("acme", MOST + MB);
    assertEquals(Optional.empty(), inFlight.fullFor());
  }

  @Test
  void it_is_full_from_a_refusal_until_a_quarter_is_free() {
    var half = taken("", MOST / 2);
    var other = taken("", MOST / 2);
    assertEquals(Optional.empty(), inFlight.fullFor());
    refused("", 1);
    assertTrue(inFlight.fullFor().isPresent());
    other.resize(MOST / 4);
    assertTrue(inFlight.fullFor().isPresent(), "exactly three quarters are taken");
    half.release();
    assertEquals(Optional.empty(), inFlight.fullFor());
  }

  @Test
  void a_tenant_that_has_its_share_makes_nothing_full() {
    taken("acme", 32 * MB);
    refused("acme", 1);
    assertEquals(Optional.empty(), inFlight.fullFor());
    taken("globex", 32 * MB);
  }

  @Test
  void all_is_given_back_once_every_holder_has() {
    var body = taken("acme", 8 * MB);
    body.retain();
    body.release();
    assertEquals(8 * MB, inFlight.taken());
    body.release();
    assertEquals(0, inFlight.taken());
    taken("acme", 32 * MB);
  }
}
