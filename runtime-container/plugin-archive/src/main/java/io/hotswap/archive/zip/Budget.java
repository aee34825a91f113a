package io.hotswap.archive.zip;

/// Limits what an archive and the jars in it unpack to. Checked with the headers' sizes before
/// anything is unpacked; a content that differs from its header is refused when it is read.
public final class Budget {
  private static final long RATIO_FLOOR = 1 << 20;

  private final int mostEntries;
  private final long mostBytes;
  private final int mostRatio;
  private int entries;
  private long bytes;

  /// @param mostRatio of uncompressed to compressed, for an entry of more than 1 MiB
  public Budget(int mostEntries, long mostBytes, int mostRatio) {
    this.mostEntries = mostEntries;
    this.mostBytes = mostBytes;
    this.mostRatio = mostRatio;
  }

  void entry(String file, String name, long packed, long size) throws ZipRefused {
    if (++entries > mostEntries) {
      throw new ZipRefused(
          "at most " + mostEntries + " entries in the archive and its jars together",
          "remove some");
    }
    if (size > RATIO_FLOOR && size / mostRatio > packed) {
      throw new ZipRefused(
          "entries that unpack to at most " + mostRatio + " times their compressed size",
          "store it less compressed or generate it at run time: "
              + DirectoryEntry.where(file, name));
    }
    bytes += size;
    if (bytes > mostBytes) {
      throw new ZipRefused(
          "at most " + mostBytes + " bytes when unpacked",
          "make it smaller; it went over in " + DirectoryEntry.where(file, name));
    }
  }
}
