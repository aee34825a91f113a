package io.hotswap.archive.zip;

import java.nio.ByteBuffer;

/// The end record of a zip: where the directory of its entries is, and how many there are.
///
/// [Layout of a zip](https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT), 4.3.14 to
/// 4.3.16. Where that lets readers choose, as with several ends or with bytes around the zip, this
/// one refuses.
///
/// @param directory its start
/// @param end its end
record EndRecord(int directory, int end, int entries) {
  private static final int SIGNATURE = 0x06054b50;
  private static final int LENGTH = 22;
  private static final int SIGNATURE_64 = 0x06064b50;
  private static final int LENGTH_64 = 56;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_LENGTH = 20;
  private static final int LONGEST_COMMENT = 0xffff;
  private static final int ELSEWHERE = -1;
  private static final int ELSEWHERE_16 = 0xffff;

  /// @throws ZipRefused when there is none, more than one, or an invalid one
  /// @throws ArithmeticException when numbers are too large for any file
  static EndRecord of(ByteBuffer zip, String file) throws ZipRefused {
    int at = find(zip, file);
    int locator = at - LOCATOR_LENGTH;
    var found =
        locator >= 0 && zip.getInt(locator) == LOCATOR
            ? read64(zip, at, locator, file)
            : read(zip, at);
    if (found.directory() < 0 || found.entries() < 0 || found.directory() > found.end()) {
      throw ZipRefused.damaged(
          file,
          "its directory does not stand right before its end, where the end says; nothing may stand"
              + " before the zip or between its parts");
    }
    return found;
  }

  private static int find(ByteBuffer zip, String file) throws ZipRefused {
    int last = zip.limit() - LENGTH;
    for (int at = last; at >= Math.max(0, last - LONGEST_COMMENT); at--) {
      if (zip.getInt(at) == SIGNATURE) {
        int behind = last - at;
        int comment = Short.toUnsignedInt(zip.getShort(at + 20));
        if (comment == behind) {
          return at;
        }
        throw ZipRefused.damaged(
            file,
            behind > comment
                ? (behind - comment) + " bytes stand behind its end, or it has several ends"
                : "it was cut short within its comment");
      }
    }
    throw ZipRefused.damaged(file, "it is no zip, or was cut short: its end is missing");
  }

  private static EndRecord read(ByteBuffer zip, int at) {
    boolean oneFile = zip.getInt(at + 4) == 0 && zip.getShort(at + 8) == zip.getShort(at + 10);
    int entries = Short.toUnsignedInt(zip.getShort(at + 10));
    return fitting(zip.getInt(at + 16), zip.getInt(at + 12), at, oneFile ? entries : -1);
  }

  private static EndRecord read64(ByteBuffer zip, int at, int locator, String file)
      throws ZipRefused {
    int end = locator - LENGTH_64;
    if (end < 0
        || zip.getLong(locator + 8) != end
        || zip.getInt(end) != SIGNATURE_64
        || zip.getLong(end + 4) != LENGTH_64 - 12) {
      throw ZipRefused.damaged(file, "its end of 64 bits is not where its locator says");
    }
    long entries = zip.getLong(end + 32);
    long length = zip.getLong(end + 40);
    long directory = zip.getLong(end + 48);
    boolean oneFile =
        zip.getLong(end + 16) == 0
            && zip.getLong(end + 24) == entries
            && zip.getInt(locator + 4) == 0;
    boolean agrees =
        agrees(zip.getInt(at + 12), length)
            && agrees(zip.getInt(at + 16), directory)
            && agrees16(zip.getShort(at + 8), entries)
            && agrees16(zip.getShort(at + 10), entries);
    if (!oneFile || !agrees) {
      throw ZipRefused.damaged(file, "its two ends, of 32 and of 64 bits, contradict each other");
    }
    return fitting(
        Math.toIntExact(directory), Math.toIntExact(length), end, Math.toIntExact(entries));
  }

  private static boolean agrees(int number, long number64) {
    return number == ELSEWHERE || Integer.toUnsignedLong(number) == number64;
  }

  private static boolean agrees16(short number, long number64) {
    int unsigned = Short.toUnsignedInt(number);
    return unsigned == ELSEWHERE_16 || unsigned == number64;
  }

  private static EndRecord fitting(int directory, int length, int end, int entries) {
    boolean fits = directory >= 0 && length >= 0 && length == end - directory;
    return new EndRecord(fits ? directory : -1, end, entries);
  }
}
