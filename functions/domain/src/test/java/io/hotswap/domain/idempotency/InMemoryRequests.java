package io.hotswap.domain.idempotency;

import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

final class InMemoryRequests implements Requests {
  private record Entry(Claim.Mine claim, Optional<StoredAnswer> answer) {}

  private final Map<RequestKey, Entry> entries = new HashMap<>();

  @Override
  public Claim claim(RequestKey key, RequestHash hash, Instant now, Duration lease, Duration keep) {
    var entry = entries.get(key);
    if (entry == null || entry.claim().expiresAt().isBefore(now)) {
      return kept(
          new Claim.Mine(key, hash.keyed(), UUID.randomUUID(), now.plus(lease), now.plus(keep)));
    }
    if (!hash.matches(entry.claim().bodyHash())) {
      return new Claim.OtherBody();
    }
    if (entry.answer().isPresent()) {
      return new Claim.Answered(entry.answer().get());
    }
    return now.isBefore(entry.claim().leaseUntil())
        ? new Claim.AtWork()
        : kept(
            new Claim.Mine(
                key,
                hash.keyed(),
                entry.claim().seed(),
                now.plus(lease),
                entry.claim().expiresAt()));
  }

  @Override
  public void answer(Claim.Mine claim, StoredAnswer answer) {
    entries.computeIfPresent(
        claim.key(),
        (key, entry) ->
            entry.equals(new Entry(claim, Optional.empty()))
                ? new Entry(claim, Optional.of(answer))
                : entry);
  }

  @Override
  public void release(Claim.Mine claim) {
    var released =
        new Claim.Mine(
            claim.key(), claim.bodyHash(), claim.seed(), Instant.EPOCH, claim.expiresAt());
    entries.replace(
        claim.key(), new Entry(claim, Optional.empty()), new Entry(released, Optional.empty()));
  }

  private Claim.Mine kept(Claim.Mine claim) {
    entries.put(claim.key(), new Entry(claim, Optional.empty()));
    return claim;
  }
}
