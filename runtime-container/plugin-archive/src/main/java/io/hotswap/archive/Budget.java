package io.hotswap.archive;

import java.util.zip.ZipEntry;

/// Counts what an archive really unpacks to, whatever it says about itself.
final class Budget {
  private static final long RATIO_FLOOR = 1 << 20;

  private final Limits limits;
  private int entries;
  private long bytes;

  Budget(Limits limits) {
    this.limits = limits;
  }

  void entry() throws Unreadable {
    if (++entries > limits.entries()) {
      throw bomb(
          "at most " + limits.entries() + " entries in the archive and its jars together",
          "remove some");
    }
  }

  /// @param soFar uncompressed bytes of this entry up to now
  /// @param more how many of them are new
  void unpacked(ZipEntry entry, long soFar, int more) throws Unreadable {
    bytes += more;
    if (bytes > limits.bytes()) {
      throw bomb(
          "at most " + limits.bytes() + " bytes when unpacked",
          "make it smaller; it went over in " + name(entry));
    }
    if (soFar > RATIO_FLOOR && soFar / limits.ratio() > entry.getCompressedSize()) {
      throw bomb(
          "entries that unpack to at most " + limits.ratio() + " times their compressed size",
          "store it less compressed or generate it at run time: " + name(entry));
    }
  }

  private static String name(ZipEntry entry) {
    return Names.printable(entry.getName());
  }

  private static Unreadable bomb(String expected, String fix) {
    return new Unreadable(Violation.ofArchive(expected, fix));
  }
}
