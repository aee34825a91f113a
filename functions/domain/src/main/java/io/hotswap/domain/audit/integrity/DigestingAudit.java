package io.hotswap.domain.audit.integrity;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/// Ties all chains together, once an hour: a tail that is cut off later is missed then.
public final class DigestingAudit {
  /// How far a digest looks back before the one before. A record gets its time when its change
  /// begins and is found once its transaction has ended and the index has it: within minutes, as
  /// long as a function may run. Whatever was written while a digest was made is in the next one.
  public static final Duration OVERLAP = Duration.ofHours(1);

  /// Of the first digest.
  private static final Duration REACH = Duration.ofDays(366);

  // Of writers' clocks.
  private static final Duration AHEAD = Duration.ofMinutes(5);

  private final ChainHeads heads;
  private final AuditDigests digests;

  public DigestingAudit(ChainHeads heads, AuditDigests digests) {
    this.heads = heads;
    this.digests = digests;
  }

  /// @param at names the digest: when it was scheduled, so that a second run of the same makes none
  /// @return empty when there is one of that time
  public Optional<AuditDigest> digest(Instant at) {
    var last = digests.last(at);
    var from = last.map(it -> it.at().minus(OVERLAP)).orElse(at.minus(REACH));
    var digest =
        new AuditDigest(at, last.map(AuditDigests.Last::signed), heads.moved(from, at.plus(AHEAD)));
    return digests.add(digest) ? Optional.of(digest) : Optional.empty();
  }
}
