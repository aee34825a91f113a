package io.hotswap.domain.library;

import io.hotswap.domain.ids.Digest;
import java.nio.file.Path;

/// The jars of libraries by digest, apart from plugins' archives. Nothing here verifies a digest:
/// readers must.
public interface LibraryFiles {
  /// Downloads a stored jar, replacing the file.
  ///
  /// @return false when none is stored
  boolean fetch(Digest digest, Path into);

  /// Downloads a jar that somebody uploaded, replacing the file.
  ///
  /// @return false when none has arrived
  boolean fetchUpload(Digest digest, Path into);

  /// Stores a file under its digest, which the caller has computed from it.
  void store(Digest digest, Path file);

  void delete(Digest digest);
}
