package io.hotswap.domain.audit.integrity;

import java.time.Instant;
import java.util.List;

/// The ends of the chains.
public interface ChainHeads {
  /// Of all subjects that have records of a time: the last of these. Eventually consistent: a
  /// record may be missing for some seconds after it was written.
  ///
  /// @param from inclusive
  /// @param to exclusive
  List<AuditDigest.Head> moved(Instant from, Instant to);
}
