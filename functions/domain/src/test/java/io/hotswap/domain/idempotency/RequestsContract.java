package io.hotswap.domain.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What every implementation of [Requests] does. */
public abstract class RequestsContract {
  private static final Instant NOW = Instant.parse("2026-11-01T12:00:00Z");
  private static final Duration LEASE = Duration.ofSeconds(30);
  private static final Duration KEEP = Duration.ofHours(24);
  private static final RequestKey KEY = new RequestKey("ada", "createDeployment", "k1");
  private static final StoredAnswer ANSWER = new StoredAnswer(202, Map.of("a", "b"), "{}");

  /** Without any request; the same one during a test. */
  protected abstract Requests requests();

  @Test
  void a_key_is_claimed_by_one() {
    mine(NOW);
    assertEquals(new Claim.AtWork(), claim("h1", NOW.plusSeconds(1)));
  }

  @Test
  void another_body_under_the_same_key_is_refused_before_and_after_the_answer() {
    var claim = mine(NOW);
    assertEquals(new Claim.OtherBody(), claim("h2", NOW));
    requests().answer(claim, ANSWER);
    assertEquals(new Claim.OtherBody(), claim("h2", NOW));
  }

  @Test
  void an_answer_is_given_again_until_it_expires() {
    requests().answer(mine(NOW), ANSWER);
    assertEquals(new Claim.Answered(ANSWER), claim("h1", NOW.plus(KEEP).minusSeconds(1)));
    assertInstanceOf(Claim.Mine.class, claim("h2", NOW.plus(KEEP).plusSeconds(1)));
  }

  @Test
  void an_expired_request_has_another_seed() {
    var first = mine(NOW);
    assertNotEquals(first.seed(), mine(NOW.plus(KEEP).plusSeconds(1)).seed());
  }

  @Test
  void after_its_lease_a_request_is_carried_out_again_with_its_seed() {
    var first = mine(NOW);
    var second = mine(NOW.plus(LEASE));
    assertEquals(first.seed(), second.seed());
    assertEquals(first.expiresAt(), second.expiresAt());
  }

  @Test
  void a_released_key_is_claimed_at_once_with_its_seed() {
    var first = mine(NOW);
    requests().release(first);
    assertEquals(first.seed(), mine(NOW.plusSeconds(1)).seed());
  }

  @Test
  void whoever_lost_the_claim_neither_answers_nor_releases_it() {
    var lost = mine(NOW);
    mine(NOW.plus(LEASE));
    requests().answer(lost, ANSWER);
    requests().release(lost);
    assertEquals(new Claim.AtWork(), claim("h1", NOW.plus(LEASE).plusSeconds(1)));
  }

  @Test
  void a_release_does_not_take_an_answer_back() {
    var claim = mine(NOW);
    requests().answer(claim, ANSWER);
    requests().release(claim);
    assertEquals(new Claim.Answered(ANSWER), claim("h1", NOW.plusSeconds(1)));
  }

  private Claim.Mine mine(Instant now) {
    return assertInstanceOf(Claim.Mine.class, claim("h1", now));
  }

  @Test
  void what_an_earlier_release_stored_without_a_key_is_known() {
    var earlier = new RequestHash("h1", "h1");
    var claim =
        assertInstanceOf(Claim.Mine.class, requests().claim(KEY, earlier, NOW, LEASE, KEEP));
    assertEquals(new Claim.AtWork(), claim("h1", NOW));
    requests().answer(claim, ANSWER);
    assertEquals(new Claim.Answered(ANSWER), claim("h1", NOW));
    assertEquals(new Claim.OtherBody(), claim("h2", NOW));
  }

  @Test
  void only_the_keyed_hash_is_stored() {
    assertEquals("keyed h1", mine(NOW).bodyHash());
    var plain = new RequestHash("h1", "other");
    assertEquals(new Claim.OtherBody(), requests().claim(KEY, plain, NOW, LEASE, KEEP));
  }

  private Claim claim(String digest, Instant now) {
    return requests().claim(KEY, new RequestHash("keyed " + digest, digest), now, LEASE, KEEP);
  }
}
