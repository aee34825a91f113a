package io.hotswap.domain.library;

import io.hotswap.domain.ids.Digest;
import java.util.Optional;

/// The records of libraries whose bytes are stored and were scanned.
public interface StoredLibraries {
  /// Consistent read.
  Optional<StoredLibrary> find(Digest digest);

  /// The first record of a digest stays.
  void keep(StoredLibrary library);
}
