package io.hotswap.runtime.caching;

/// Estimates the memory of a loaded version from its archive's size, which is known before it is
/// loaded. Versions share the heap, so that one alone cannot be measured.
public final class Footprint {
  /// Bytes of heap, metaspace and compiled code: for each byte of an archive, plus a constant for
  /// any archive. `./localstack/prove cache` measures both, with plugins of 0.2 and 2.4 MB.
  static final double OF_A_BYTE = 2.0;

  static final long OF_ANY = 512 * 1024;

  private Footprint() {}

  /// @param archiveBytes size of the archive as registered
  public static long of(long archiveBytes) {
    return OF_ANY + Math.round(archiveBytes * OF_A_BYTE);
  }
}
