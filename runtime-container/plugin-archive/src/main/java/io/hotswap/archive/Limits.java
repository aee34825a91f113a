package io.hotswap.archive;

import io.hotswap.archive.zip.Budget;

/// Limits of reading an archive, so that a small file cannot exhaust the reader.
///
/// @param entries of the archive and the jars in it together
/// @param bytes uncompressed, of all of them together
/// @param ratio of uncompressed to compressed, for an entry of more than 1 MiB
public record Limits(int entries, long bytes, int ratio) {
  private static final Limits STANDARD = new Limits(20_000, 512L << 20, 200);

  public Limits {
    if (entries < 1 || bytes < 1 || ratio < 1) {
      throw new IllegalArgumentException(
          "limits must be positive: " + entries + ", " + bytes + ", " + ratio);
    }
  }

  /// A new budget for an archive and the jars in it.
  public Budget budget() {
    return new Budget(entries, bytes, ratio);
  }

  /// 20,000 entries, 512 MiB, 200:1.
  public static Limits standard() {
    return STANDARD;
  }
}
