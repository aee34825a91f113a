package io.hotswap.domain.plugin;

import io.hotswap.domain.ids.Digest;
import java.nio.file.Path;

/// Plugin binaries by digest; immutable.
public interface Binaries {
  /// Stores a file under its digest unless the store has it already. The caller must have computed
  /// the digest from this file.
  void store(Digest digest, Path file);

  /// Downloads a binary into a file, replacing it. Does *not* verify the digest; the reader must.
  ///
  /// @throws java.util.NoSuchElementException when the store has no such binary
  void fetch(Digest digest, Path into);

  /// Downloads a library that is not in an archive, as [#fetch] does. A store that keeps all bytes
  /// in one place has it there.
  default void fetchLibrary(Digest digest, Path into) {
    fetch(digest, into);
  }

  void delete(Digest digest);
}
