package io.hotswap.domain.idempotency;

import java.time.Duration;
import java.time.Instant;

/// Requests by their key, kept for a while after their answer.
public interface Requests {
  /// Claims a key, or says who has it. Of many at once exactly one gets [Claim.Mine]: one
  /// conditional write decides.
  ///
  /// @param bodyHash identifies what was asked for
  /// @param lease how long the work may take; after that the key can be claimed again, with the
  ///   same seed
  /// @param keep how long the answer is kept, from now
  Claim claim(RequestKey key, String bodyHash, Instant now, Duration lease, Duration keep);

  /// Keeps the answer, if the claim is still ours: a late answer changes nothing.
  void answer(Claim.Mine claim, StoredAnswer answer);

  /// Gives the key back after a fault, keeping the seed, so that the next attempt may begin at
  /// once.
  void release(Claim.Mine claim);
}
