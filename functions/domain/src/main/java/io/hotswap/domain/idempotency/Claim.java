package io.hotswap.domain.idempotency;

import java.time.Instant;
import java.util.UUID;

/// What came of claiming a request's key.
public sealed interface Claim {
  /// The request is ours to carry out, until the lease ends.
  ///
  /// @param seed id for what the request makes: the same when a crashed request is carried out
  ///   again, so that it meets its own record
  record Mine(RequestKey key, String bodyHash, UUID seed, Instant leaseUntil, Instant expiresAt)
      implements Claim {}

  /// Another process carries it out now.
  record AtWork() implements Claim {}

  /// The key came with other content before.
  record OtherBody() implements Claim {}

  record Answered(StoredAnswer answer) implements Claim {}
}
