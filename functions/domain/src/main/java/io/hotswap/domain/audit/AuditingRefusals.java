package io.hotswap.domain.audit;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Set;
import java.util.UUID;

/// Writes one record for an actor, an operation and a minute in which it was refused, so that a
/// thousand attempts are no thousand records.
public final class AuditingRefusals {
  // Until then, whoever was refused in a minute has been counted.
  private static final Duration COUNTED = Duration.ofMinutes(2);
  // How long counts wait when nobody audits them.
  private static final Duration KEPT = Duration.ofDays(2);

  private final RefusedAttempts attempts;
  private final InstantSource clock;

  public AuditingRefusals(RefusedAttempts attempts, InstantSource clock) {
    this.attempts = attempts;
    this.clock = clock;
  }

  /// @param requestId of whoever asks for it
  /// @return how many records were written
  public int audit(Instant upTo, String requestId) {
    int written = 0;
    for (var count : attempts.between(upTo.minus(KEPT), upTo.minus(COUNTED))) {
      written += attempts.audit(count, record(count, requestId)) ? 1 : 0;
    }
    return written;
  }

  // Dated when it is written, as every record: digests rely on that.
  private AuditRecord record(RefusedAttempts.Count count, String requestId) {
    return new AuditRecord(
        UUID.randomUUID(),
        AuditSubject.refusals(count.actor()),
        clock.instant(),
        count.operation(),
        new Origin(count.actor(), "", Set.of(), requestId, ""),
        Map.of(),
        Map.of("refused", Long.toString(count.attempts()), "minute", count.minute().toString()));
  }
}
