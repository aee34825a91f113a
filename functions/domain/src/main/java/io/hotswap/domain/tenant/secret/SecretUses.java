package io.hotswap.domain.tenant.secret;

import io.hotswap.domain.audit.AuditRecord;
import java.time.Instant;
import java.util.List;

/// How often nodes' plugins used secrets' values, until it is audited.
public interface SecretUses {
  /// Writes one minute of a secret, in the place of what was written of it before.
  ///
  /// @param minute when it begins, UTC
  void record(SecretId secret, String node, String incarnation, Instant minute, long uses);

  /// Of the hours that begin from one to before another; those that are audited are not there any
  /// more.
  List<SecretUse> between(Instant from, Instant to);

  /// Appends the record and removes the counts, both or neither.
  ///
  /// @return false when they were audited, or counted on, meanwhile
  boolean audit(SecretUse use, AuditRecord record);
}
