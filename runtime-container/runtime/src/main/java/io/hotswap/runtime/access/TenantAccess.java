package io.hotswap.runtime.access;

import io.hotswap.domain.access.TenantName;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import io.hotswap.identity.TokenVerifier;
import io.hotswap.identity.VerifiedToken;
import io.hotswap.runtime.supervision.NodeThread;
import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Whose tenant a request is for. A token that was verified is believed until it expires.
public final class TenantAccess implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(TenantAccess.class);
  private static final int VERIFIERS = 2;
  private static final int WAITING = 1_000;
  private static final int WAITING_FOR_KEYS = 500;
  private static final int REMEMBERED = 10_000;

  private final Recent<VerifiedToken> verified = new Recent<>(REMEMBERED);
  // Verification may have to fetch keys: never on a thread that moves bytes.
  private final ThreadPoolExecutor verifying =
      new ThreadPoolExecutor(
          VERIFIERS,
          VERIFIERS,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(WAITING),
          NodeThread.factory("verify-token-"));
  private final AtomicInteger waitingForKeys = new AtomicInteger();
  private final TokenVerifier verifier;
  private final Clock clock;

  public TenantAccess(TokenVerifier verifier, Clock clock) {
    this.verifier = verifier;
    this.clock = clock;
  }

  /// @param authorization the header; empty when there is none
  /// @param asked the tenant that the request names; empty when it names none
  /// @param answer takes the tenant or the refusal; on this thread when the token is known
  public void tenant(String authorization, String asked, Consumer<Result<String>> answer) {
    var known = known(authorization);
    if (known.isPresent()) {
      answer.accept(tenant(known.get(), asked));
      return;
    }
    inTurn(() -> first(authorization, asked, answer), answer);
  }

  private void inTurn(Runnable verification, Consumer<Result<String>> answer) {
    try {
      verifying.execute(verification);
    } catch (RejectedExecutionException e) {
      answer.accept(Result.refused(ErrorCode.NOT_READY, "Too many tokens wait to be verified."));
    }
  }

  // A key that is not here may be the issuer's newest. Its token waits until the keys have been
  // looked at, without a thread, so that strangers' tokens delay nobody else's.
  private void first(String authorization, String asked, Consumer<Result<String>> answer) {
    var missing =
        waitingForKeys.get() < WAITING_FOR_KEYS
            ? verifier.missingKey(authorization)
            : Optional.<CompletableFuture<Void>>empty();
    if (missing.isEmpty()) {
      answer.accept(verify(authorization).then(it -> tenant(it, asked)));
      return;
    }
    waitingForKeys.incrementAndGet();
    var _ =
        missing
            .get()
            .whenComplete(
                (_, _) -> {
                  waitingForKeys.decrementAndGet();
                  inTurn(
                      () -> answer.accept(verify(authorization).then(it -> tenant(it, asked))),
                      answer);
                });
  }

  private Optional<VerifiedToken> known(String authorization) {
    return verified.find(authorization).filter(it -> it.expiresAt().isAfter(clock.instant()));
  }

  private Result<VerifiedToken> verify(String authorization) {
    try {
      var result = verifier.verifyByKnownKeys(authorization);
      if (result instanceof Result.Done<VerifiedToken>(VerifiedToken token)) {
        verified.remember(authorization, token);
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

  private static Result<String> tenant(VerifiedToken token, String asked) {
    var own = token.caller().tenant();
    if (own.isEmpty()) {
      return Result.refused(
          Refusal.of(
              ErrorCode.NOT_ALLOWED,
              "The bearer token names no tenant.",
              "#header/Authorization",
              "an ID token with the claim custom:tenant_id",
              "Sign in as a user who belongs to a tenant."));
    }
    if (!asked.isEmpty() && !asked.equals(own.get())) {
      return refused(asked);
    }
    return Result.done(own.get());
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
    verifying.shutdownNow();
  }
}
