package io.hotswap.domain.idempotency;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.Clock;
import java.time.Duration;
import java.util.UUID;
import java.util.function.Function;

/// Executes a request once per idempotency key, however often and concurrently it is sent.
public final class AnsweringOnce {
  private static final Duration KEEP = Duration.ofHours(24);

  // Longer than a function's timeout, so whoever takes over a lease is alone.
  private static final Duration LEASE = Duration.ofSeconds(31);
  private static final Duration MAX_WAIT = Duration.ofSeconds(20);

  private final Requests requests;
  private final RequestHashes hashes;
  private final Clock clock;
  private final Pause pause;

  public AnsweringOnce(Requests requests, RequestHashes hashes, Clock clock, Pause pause) {
    this.requests = requests;
    this.hashes = hashes;
    this.clock = clock;
    this.pause = pause;
  }

  /// Waits between two polls of a request that another process executes.
  public interface Pause {
    void pause();
  }

  /// @param replayed the answer is an earlier request's
  public record Answer(StoredAnswer answer, boolean replayed) {}

  /// @param digest of the request
  /// @param work produces the answer; receives the id for the resource it creates
  public Result<Answer> answer(RequestKey key, String digest, Function<UUID, StoredAnswer> work) {
    var hash = hashes.of(digest);
    var deadline = clock.instant().plus(MAX_WAIT);
    while (true) {
      switch (requests.claim(key, hash, clock.instant(), LEASE, KEEP)) {
        case Claim.Mine mine -> {
          return Result.done(new Answer(carryOut(mine, work), false));
        }
        case Claim.Answered(var answer) -> {
          return Result.done(new Answer(answer, true));
        }
        case Claim.OtherBody() -> {
          return Result.refused(
              Refusal.of(
                  ErrorCode.IDEMPOTENCY_KEY_REUSED,
                  "The Idempotency-Key '" + key.key() + "' came with another request before.",
                  "#header/Idempotency-Key",
                  "a key that came with this very request, or with none",
                  "Send a new key with a new request."));
        }
        case Claim.AtWork() -> {
          if (clock.instant().isAfter(deadline)) {
            return Result.refused(
                ErrorCode.IDEMPOTENCY_KEY_IN_USE,
                "The first request with the Idempotency-Key '" + key.key() + "' is still at work.");
          }
          pause.pause();
        }
      }
    }
  }

  private StoredAnswer carryOut(Claim.Mine mine, Function<UUID, StoredAnswer> work) {
    boolean answered = false;
    try {
      var answer = work.apply(mine.seed());
      if (answer.isKept()) {
        requests.answer(mine, answer);
        answered = true;
      }
      return answer;
    } finally {
      if (!answered) {
        requests.release(mine);
      }
    }
  }
}
