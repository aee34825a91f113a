package io.hotswap.domain.tenant.erasure;

import java.time.Instant;
import java.util.List;

/// The erasures that were asked for, where nobody can change or remove them: tables that are
/// restored bring erased data back, and forget that it was erased.
public interface ErasureLedger {
  /// Adds an erasure; one that is in it already stays as it is.
  void add(Erasure erasure);

  /// Those that were asked for since, oldest first, without their progress.
  List<Erasure> since(Instant time);
}
