package io.hotswap.domain.idempotency;

import java.time.Duration;
import java.time.Instant;

/// Requests by idempotency key, kept for a period after their answer.
public interface Requests {
  /// Claims a key, or returns its state. Of concurrent claims exactly one gets [Claim.Mine]: one
  /// conditional write decides.
  ///
  /// @param hash identifies the content of the request
  /// @param lease how long the execution may take; afterwards the key can be claimed again, with
  ///   the same seed
  /// @param keep how long the answer is kept, from now
  Claim claim(RequestKey key, RequestHash hash, Instant now, Duration lease, Duration keep);

  /// Stores the answer if the claim is still valid; a late answer is ignored.
  void answer(Claim.Mine claim, StoredAnswer answer);

  /// Releases the key after a fault, keeping the seed, so that the next attempt can start at once.
  void release(Claim.Mine claim);
}
