package io.hotswap.persistence.dynamo;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotEquals;

import io.hotswap.domain.idempotency.Claim;
import io.hotswap.domain.idempotency.RequestHash;
import io.hotswap.domain.idempotency.RequestKey;
import io.hotswap.domain.idempotency.StoredAnswer;
import io.hotswap.engine.LocalEngine;
import io.hotswap.persistence.aws.Aws;
import io.hotswap.persistence.aws.Tables;
import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DynamoRequestsTest {
  private static final Instant NOW = Instant.parse("2026-11-01T10:00:00.123456Z");
  private static final Duration LEASE = Duration.ofSeconds(31);
  private static final Duration DAY = Duration.ofHours(24);
  private static final StoredAnswer ANSWER =
      new StoredAnswer(201, Map.of("Location", "/x"), "{\"a\":1}");

  private static DynamoRequests requests;
  private final RequestKey key =
      new RequestKey("ada", "registerPlugin", UUID.randomUUID().toString());

  @BeforeAll
  static void stage() {
    var tables = new Tables(LocalEngine.shared().freshStage().environment());
    requests = new DynamoRequests(Aws.dynamo(), tables.idempotency());
  }

  @Test
  void an_answer_is_kept_as_it_was_given() {
    requests.answer(mine(NOW), ANSWER);
    assertEquals(new Claim.Answered(ANSWER), claim("body", NOW.plusSeconds(60)));
    assertEquals(new Claim.OtherBody(), claim("other", NOW.plusSeconds(60)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"s", "𝒜"})
  void an_actor_of_any_length_has_requests_of_their_own(String character) {
    var long1 = new RequestKey(character.repeat(3_000) + "1", "registerPlugin", key.key());
    var long2 = new RequestKey(character.repeat(3_000) + "2", "registerPlugin", key.key());
    var mine = assertInstanceOf(Claim.Mine.class, claim(long1));
    requests.answer(mine, ANSWER);
    assertEquals(new Claim.Answered(ANSWER), claim(long1));
    assertInstanceOf(Claim.Mine.class, claim(long2));
  }

  private static Claim claim(RequestKey key) {
    return requests.claim(key, new RequestHash("body", "plain"), NOW, Duration.ofSeconds(31), DAY);
  }

  @Test
  void an_answer_of_the_largest_kind_is_kept() {
    var largest = new StoredAnswer(200, Map.of(), "€".repeat(100_000));
    requests.answer(mine(NOW), largest);
    assertEquals(new Claim.Answered(largest), claim("body", NOW.plusSeconds(60)));
  }

  @Test
  void what_expired_counts_as_gone() {
    var first = mine(NOW);
    requests.answer(first, ANSWER);
    var later = (Claim.Mine) claim("other", NOW.plus(DAY).plusSeconds(2));
    assertNotEquals(first.seed(), later.seed());
  }

  @Test
  void a_crashed_claim_is_taken_over_with_its_seed_and_loses_its_say() {
    var crashed = mine(NOW);
    assertEquals(new Claim.AtWork(), claim("body", NOW.plusSeconds(30)));
    var next = mine(NOW.plusSeconds(32));
    assertEquals(crashed.seed(), next.seed());
    requests.answer(crashed, new StoredAnswer(200, Map.of(), "late"));
    requests.release(crashed);
    assertEquals(new Claim.AtWork(), claim("body", NOW.plusSeconds(33)));
    requests.answer(next, ANSWER);
    assertEquals(new Claim.Answered(ANSWER), claim("body", NOW.plusSeconds(33)));
  }

  @Test
  void a_released_claim_may_be_taken_at_once_with_its_seed() {
    var first = mine(NOW);
    requests.release(first);
    assertEquals(first.seed(), mine(NOW).seed());
  }

  @Test
  void of_many_at_once_one_has_it() throws Exception {
    try (var executor = Executors.newFixedThreadPool(8)) {
      int mine = 0;
      for (var claim :
          executor.invokeAll(Collections.<Callable<Claim>>nCopies(8, () -> claim("body", NOW)))) {
        mine += claim.get() instanceof Claim.Mine ? 1 : 0;
      }
      assertEquals(1, mine);
    }
  }

  private Claim.Mine mine(Instant now) {
    return assertInstanceOf(Claim.Mine.class, claim("body", now));
  }

  private Claim claim(String body, Instant now) {
    return requests.claim(key, new RequestHash(body, "plain"), now, LEASE, DAY);
  }
}
