package io.hotswap.runtime.access;

import io.hotswap.domain.refusal.Result;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

/// A token that waits for its verification, or for the issuer's keys. Only the first answer counts.
final class PendingVerification {
  final String authorization;
  final TokenDigest digest;
  final String requestedTenant;
  private final long due;
  private final Consumer<Result<String>> answer;
  private final AtomicBoolean answered = new AtomicBoolean();

  /// @param due on the scale of `System.nanoTime()`
  PendingVerification(
      String authorization,
      TokenDigest digest,
      String asked,
      long due,
      Consumer<Result<String>> answer) {
    this.authorization = authorization;
    this.digest = digest;
    this.requestedTenant = asked;
    this.due = due;
    this.answer = answer;
  }

  boolean isOverdue(long now) {
    return now - due >= 0;
  }

  boolean isAnswered() {
    return answered.get();
  }

  void answer(Result<String> tenant) {
    if (answered.compareAndSet(false, true)) {
      answer.accept(tenant);
    }
  }
}
