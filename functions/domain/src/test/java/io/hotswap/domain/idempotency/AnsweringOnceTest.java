package io.hotswap.domain.idempotency;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class AnsweringOnceTest {
  private static final RequestKey KEY = new RequestKey("ada", "registerPlugin", "k");
  private static final StoredAnswer CREATED = new StoredAnswer(201, Map.of(), "{}");

  private final Time time = new Time();
  private final InMemoryRequests requests = new InMemoryRequests();
  private final AnsweringOnce answeringOnce =
      new AnsweringOnce(
          requests,
          it -> new RequestHash("k" + it, it),
          time,
          () -> time.pass(Duration.ofMillis(500)));
  private final List<UUID> carriedOut = new ArrayList<>();

  @Test
  void the_second_time_the_answer_is_replayed() {
    assertEquals(new AnsweringOnce.Answer(CREATED, false), done(answer("body")));
    assertEquals(new AnsweringOnce.Answer(CREATED, true), done(answer("body")));
    assertEquals(1, carriedOut.size());
  }

  @Test
  void the_same_key_with_other_content_is_refused() {
    answer("body");
    assertEquals(ErrorCode.IDEMPOTENCY_KEY_REUSED, refused(answer("other")));
  }

  @Test
  void what_is_too_large_to_be_kept_is_answered_again_under_the_same_id() {
    var large = new StoredAnswer(400, Map.of(), "x".repeat(300_000));
    for (int i = 0; i < 2; i++) {
      var answer =
          done(
              answeringOnce.answer(
                  KEY,
                  "body",
                  id -> {
                    carriedOut.add(id);
                    return large;
                  }));
      assertEquals(new AnsweringOnce.Answer(large, false), answer);
    }
    assertEquals(1, carriedOut.stream().distinct().count());
    assertEquals(2, carriedOut.size());
  }

  @Test
  void after_a_day_the_key_is_new_and_so_is_the_id() {
    answer("body");
    time.pass(Duration.ofHours(25));
    assertFalse(done(answer("other")).replayed());
    assertEquals(2, carriedOut.stream().distinct().count());
  }

  @Test
  void who_waits_too_long_is_told_so() {
    requests.claim(
        KEY,
        new RequestHash("kbody", "body"),
        time.instant(),
        Duration.ofSeconds(31),
        Duration.ofHours(24));
    var began = time.instant();
    assertEquals(ErrorCode.IDEMPOTENCY_KEY_IN_USE, refused(answer("body")));
    assertTrue(Duration.between(began, time.instant()).toSeconds() <= 21);
    assertEquals(List.of(), carriedOut);
  }

  @Test
  void after_a_crash_the_work_is_done_again_under_the_same_id() {
    var crashed =
        (Claim.Mine)
            requests.claim(
                KEY,
                new RequestHash("kbody", "body"),
                time.instant(),
                Duration.ofSeconds(31),
                Duration.ofHours(24));
    time.pass(Duration.ofSeconds(32));
    assertFalse(done(answer("body")).replayed());
    assertEquals(List.of(crashed.seed()), carriedOut);
    requests.answer(crashed, new StoredAnswer(200, Map.of(), "late"));
    assertEquals(CREATED, done(answer("body")).answer(), "a late answer changes nothing");
  }

  @Test
  void a_fault_gives_the_key_back_and_keeps_the_id() {
    assertThrows(
        IllegalStateException.class,
        () ->
            answeringOnce.answer(
                KEY,
                "body",
                id -> {
                  carriedOut.add(id);
                  throw new IllegalStateException();
                }));
    answeringOnce.answer(KEY, "body", id -> new StoredAnswer(503, Map.of(), ""));
    assertEquals(201, done(answer("body")).answer().status());
    assertEquals(1, carriedOut.stream().distinct().count());
  }

  private Result<AnsweringOnce.Answer> answer(String body) {
    return answeringOnce.answer(
        KEY,
        body,
        id -> {
          carriedOut.add(id);
          return CREATED;
        });
  }

  private static AnsweringOnce.Answer done(Result<AnsweringOnce.Answer> result) {
    return ((Result.Done<AnsweringOnce.Answer>) result).value();
  }

  private static ErrorCode refused(Result<AnsweringOnce.Answer> result) {
    return ((Result.Refused<AnsweringOnce.Answer>) result).refusal().code();
  }

  private static final class Time extends Clock {
    private Instant now = Instant.parse("2026-11-01T10:00:00Z");

    void pass(Duration duration) {
      now = now.plus(duration);
    }

    @Override
    public Instant instant() {
      return now;
    }

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }
  }
}
