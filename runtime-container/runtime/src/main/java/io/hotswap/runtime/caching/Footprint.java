package io.hotswap.runtime.caching;

/// What a loaded version is estimated to take: measuring one among others that share the heap is
/// not possible, the size of its archive is known before it is loaded.
public final class Footprint {
  /// Heap, metaspace and compiled code for each byte of an archive, and for any archive at all.
  /// `./localstack/prove cache` measures both: the line through plugins of 0.2 and 2.4 MB.
  static final double OF_A_BYTE = 2.0;

  static final long OF_ANY = 512 * 1024;

  private Footprint() {}

  /// @param archiveBytes size of the archive as registered
  public static long of(long archiveBytes) {
    return OF_ANY + Math.round(archiveBytes * OF_A_BYTE);
  }
}
