package io.hotswap.domain.tenant.erasure;

import io.hotswap.domain.audit.AuditRecord;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Erasures, kept for thirty days. Reads of one are consistent.
public interface Erasures {
  /// @return false, with nothing written, when there is one of that id
  boolean create(Erasure erasure, AuditRecord audit);

  Optional<Erasure> find(UUID id);

  /// Those that have not ended, oldest first, as they were asked for.
  List<Erasure> open();

  /// @param certificate of its end; empty before
  /// @return false, with nothing written, when somebody else has carried it on
  boolean advance(Erasure before, Erasure after, Optional<AuditRecord> certificate);
}
