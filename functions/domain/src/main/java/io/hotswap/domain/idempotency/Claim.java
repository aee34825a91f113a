package io.hotswap.domain.idempotency;

import java.time.Instant;
import java.util.UUID;

/// Result of claiming a request's key.
public sealed interface Claim {
  /// The caller executes the request, until the lease ends.
  ///
  /// @param seed id for the resource that the request creates: the same when a crashed request is
  ///   executed again, so that it finds its own record
  record Mine(RequestKey key, String bodyHash, UUID seed, Instant leaseUntil, Instant expiresAt)
      implements Claim {}

  /// Another process executes it now.
  record AtWork() implements Claim {}

  /// The key was used with another body.
  record OtherBody() implements Claim {}

  record Answered(StoredAnswer answer) implements Claim {}
}
