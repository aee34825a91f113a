package io.hotswap.runtime.access;

import io.hotswap.domain.ids.TenantName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.runtime.supervision.Loop;
import io.hotswap.runtime.supervision.Supervised;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Finds the tenant that a request is for. The digest of a verified token is cached until it
/// expires; others are verified on separate threads, within a time limit.
public final class TenantAccess implements Supervised, AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantAccess.class);
  private static final int VERIFIERS = 2;
  private static final int WAITING = 1_000;
  private static final int WAITING_FOR_KEYS = 500;
  private static final int REMEMBERED = 10_000;
  // Longer than a verification waits for keys that have expired.
  private static final Duration TIMEOUT = Duration.ofSeconds(10);
  private static final Duration DEADLINE_CHECK = Duration.ofMillis(100);
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final TokenCache verified = new TokenCache(REMEMBERED);
  private final BlockingQueue<Runnable> queue = new ArrayBlockingQueue<>(WAITING);
  private final Set<PendingVerification> pending = ConcurrentHashMap.newKeySet();
  private final AtomicInteger waitingForKeys = new AtomicInteger();
  private final TokenVerifier verifier;
  private final Clock clock;
  private final long timeoutNanos;
  // Verification may wait for keys, so it never runs on an event loop.
  private final List<Loop> verifyLoops =
      IntStream.rangeClosed(1, VERIFIERS)
          .mapToObj(it -> Loop.of("verify-token-" + it, LIMIT, this::verifyNext).dispensable())
          .toList();
  private final Loop deadlines =
      Loop.every(DEADLINE_CHECK, LIMIT, "token-deadlines", this::answerOverdue);

  public TenantAccess(TokenVerifier verifier, Clock clock) {
    this(verifier, clock, TIMEOUT);
  }

  /// @param patience how long a token may wait
  TenantAccess(TokenVerifier verifier, Clock clock, Duration patience) {
    this.verifier = verifier;
    this.clock = clock;
    this.timeoutNanos = patience.toNanos();
    loops().forEach(Loop::start);
  }

  @Override
  public List<Loop> loops() {
    return Stream.concat(verifyLoops.stream(), Stream.of(deadlines)).toList();
  }

  /// @param authorization the header; empty when there is none
  /// @param asked the tenant that the request names; empty when it names none
  /// @param answer takes the tenant or the refusal; on this thread when the token is known
  public void tenant(String authorization, String asked, Consumer<Result<String>> answer) {
    var digest = TokenDigest.of(authorization);
    var known = known(digest);
    if (known.isPresent()) {
      answer.accept(tenant(known.get(), asked));
      return;
    }
    var token =
        new PendingVerification(
            authorization, digest, asked, System.nanoTime() + timeoutNanos, answer);
    pending.add(token);
    enqueue(token, () -> awaitMissingKey(token));
  }

  private void enqueue(PendingVerification token, Runnable step) {
    if (!queue.offer(() -> runStep(token, step))) {
      answer(token, Result.refused(ErrorCode.NOT_READY, "Too many tokens wait to be verified."));
    }
  }

  private long verifyNext() throws InterruptedException {
    var next = queue.poll(1, TimeUnit.SECONDS);
    if (next != null) {
      next.run();
    }
    return 0;
  }

  // The client gets an answer even if the step throws.
  private void runStep(PendingVerification token, Runnable step) {
    if (token.isAnswered()) {
      return;
    }
    try {
      step.run();
    } catch (RuntimeException | Error fault) {
      LOG.error("A token could not be verified", fault);
      answer(token, Result.refused(ErrorCode.INTERNAL_ERROR, "The token could not be verified."));
    }
  }

  private void answer(PendingVerification token, Result<String> tenant) {
    pending.remove(token);
    token.answer(tenant);
  }

  private void answerOverdue() {
    long now = System.nanoTime();
    for (var token : pending) {
      if (token.isOverdue(now)) {
        answer(
            token,
            Result.refused(
                ErrorCode.NOT_READY,
                "The token was not verified in time; the issuer's keys may be unavailable."));
      }
    }
  }

  // An unknown key may be the issuer's newest. Its token waits, without a thread, until the keys
  // have been fetched again, so that tokens with made-up keys delay no others.
  private void awaitMissingKey(PendingVerification token) {
    var missing =
        waitingForKeys.get() < WAITING_FOR_KEYS
            ? verifier.missingKey(token.authorization)
            : Optional.<CompletableFuture<Void>>empty();
    if (missing.isEmpty()) {
      verify(token);
      return;
    }
    waitingForKeys.incrementAndGet();
    var _ =
        missing
            .get()
            .whenComplete(
                (_, _) -> {
                  waitingForKeys.decrementAndGet();
                  enqueue(token, () -> verify(token));
                });
  }

  private void verify(PendingVerification token) {
    answer(token, verified(token).then(it -> tenant(it, token.requestedTenant)));
  }

  private Optional<VerifiedTenant> known(TokenDigest digest) {
    return verified.find(digest).filter(it -> it.expiresAt().isAfter(clock.instant()));
  }

  private Result<VerifiedTenant> verified(PendingVerification pending) {
    try {
      var result = verifier.verifyByKnownKeys(pending.authorization).map(VerifiedTenant::of);
      if (result instanceof Result.Done<VerifiedTenant>(VerifiedTenant tenant)) {
        verified.remember(pending.digest, tenant);
      }
      return result;
    } catch (TokenVerifier.KeysUnavailable e) {
      LOG.warn("No token can be verified", e);
      return Result.refused(
          ErrorCode.NOT_READY, "The token issuer's keys cannot be had; no token can be verified.");
    } catch (RuntimeException e) {
      LOG.error("A token could not be verified", e);
      return Result.refused(ErrorCode.INTERNAL_ERROR, "The token could not be verified.");
    }
  }

  private static Result<String> tenant(VerifiedTenant token, String asked) {
    var own = token.tenant();
    if (own.isEmpty()) {
      return Result.refused(
          Refusal.of(
              ErrorCode.NOT_ALLOWED,
              "The bearer token names no tenant.",
              "#header/Authorization",
              "an ID token with the claim custom:tenant_id",
              "Sign in as a user who belongs to a tenant."));
    }
    if (!asked.isEmpty() && !asked.equals(own)) {
      return refused(asked);
    }
    return Result.done(own);
  }

  private static Result<String> refused(String asked) {
    if (!TenantName.isOne(asked)) {
      return Result.refused(
          Refusal.of(
              ErrorCode.INVALID_PARAMETER,
              "The header HotSwap-Tenant names no tenant.",
              "#header/HotSwap-Tenant",
              TenantName.EXPECTED,
              "Leave the header out, or send the token's own tenant."));
    }
    return Result.refused(
        Refusal.of(
            ErrorCode.WRONG_TENANT,
            "The bearer token is for another tenant than the one asked for.",
            "#header/HotSwap-Tenant",
            "the token's own tenant",
            "Leave the header out, or send the token of a user of that tenant."));
  }

  @Override
  public void close() {
    loops().forEach(Loop::close);
  }
}
