package io.hotswap.domain.tenant.erasure;

import java.time.Instant;

/// One kind of data that is kept of tenants.
public interface ErasableData {
  DataKind kind();

  /// Removes what is left. What was removed before is not there any more: it may be called again
  /// after a crash at any point.
  ///
  /// @param deadline after which nothing further is begun
  Progress erase(Erasure erasure, Instant deadline);

  /// @param done whether nothing is left
  /// @param position where to go on next time, for [Erasure#position]; empty: from the beginning
  record Progress(boolean done, String position) {
    public static final Progress DONE = new Progress(true, "");
    public static final Progress MORE = new Progress(false, "");

    public static Progress of(boolean done) {
      return done ? DONE : MORE;
    }
  }
}
