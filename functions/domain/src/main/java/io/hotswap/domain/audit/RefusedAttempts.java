package io.hotswap.domain.audit;

import java.time.Instant;
import java.util.List;

/// How often callers with a valid token were refused, until it is audited.
public interface RefusedAttempts {
  /// @param actor the token's `sub`
  /// @param minute when it began
  record Count(String actor, String operation, Instant minute, long attempts) {}

  void count(String actor, String operation, Instant at);

  /// Of the minutes from one to before another; those that are audited are not there any more.
  List<Count> between(Instant from, Instant to);

  /// Appends the record and removes the count, both or neither.
  ///
  /// @return false when it was audited, or counted on, meanwhile
  boolean audit(Count count, AuditRecord record);
}
