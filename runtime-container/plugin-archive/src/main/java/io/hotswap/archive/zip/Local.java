package io.hotswap.archive.zip;

import java.nio.ByteBuffer;

/// An entry where it lies, with a header of its own: other readers go by that one, so it has to say
/// the same as the directory.
final class Local {
  private static final int SIGNATURE = 0x04034b50;
  private static final int LENGTH = 30;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int SIZES_BEHIND = 1 << 3;
  private static final int TAG_64 = 1;

  private final ByteBuffer zip;
  private final Header header;
  private final String file;

  Local(ByteBuffer zip, Header header, String file) {
    this.zip = zip;
    this.header = header;
    this.file = file;
  }

  /// Where its content begins.
  ///
  /// @param directory where the directory begins: no content reaches as far
  int content(int directory) throws ZipRefused {
    int at = header.local();
    int nameLength = Header.unsigned(zip, header.at() + 28);
    if (at > directory - LENGTH - nameLength || zip.getInt(at) != SIGNATURE) {
      throw wrong("it is not where the directory says");
    }
    if (nameLength != Header.unsigned(zip, at + 26)
        || zip.slice(at + LENGTH, nameLength).mismatch(zip.slice(header.at() + 46, nameLength))
            >= 0) {
      throw wrong("it has another name there");
    }
    if (zip.getShort(at + 8) != zip.getShort(header.at() + 10)
        || Header.unsigned(zip, at + 6) != Header.unsigned(zip, header.at() + 8)) {
      throw wrong("it is packed in another way there");
    }
    if (!saysTheSame(at, at + LENGTH + nameLength)) {
      throw wrong("it has other sizes there");
    }
    int content = at + LENGTH + nameLength + Header.unsigned(zip, at + 28);
    if (content > directory - header.packed()) {
      throw wrong("it reaches into the directory");
    }
    return content;
  }

  private boolean saysTheSame(int at, int extra) throws ZipRefused {
    int size = zip.getInt(at + 22);
    int packed = zip.getInt(at + 18);
    if (size == -1 || packed == -1) {
      int end = extra + Header.unsigned(zip, at + 28);
      var numbers = Numbers64.in(zip, extra, end, file, header.name());
      size = numbers.next(size);
      packed = numbers.next(packed);
    }
    return agrees(zip.getInt(at + 14), header.crc())
        && agrees(packed, header.packed())
        && agrees(size, header.size());
  }

  private boolean agrees(int here, int number) {
    return here == number || (here == 0 && areBehind());
  }

  private boolean areBehind() {
    return (Header.unsigned(zip, header.local() + 6) & SIZES_BEHIND) != 0;
  }

  /// Where the entry ends, with what may stand behind its content.
  int end(int content) throws ZipRefused {
    int end = content + header.packed();
    if (!areBehind()) {
      return end;
    }
    int numbers = zip.getInt(end) == DESCRIPTOR ? end + 4 : end;
    boolean longer = has64();
    int length = longer ? 20 : 12;
    boolean same =
        zip.getInt(numbers) == header.crc()
            && (longer
                ? zip.getLong(numbers + 4) == header.packed()
                    && zip.getLong(numbers + 12) == header.size()
                : zip.getInt(numbers + 4) == header.packed()
                    && zip.getInt(numbers + 8) == header.size());
    if (!same) {
      throw wrong("it has other sizes behind its content");
    }
    return numbers + length;
  }

  // Then those behind the content have 64 bits too.
  private boolean has64() {
    int at = header.local() + LENGTH + Header.unsigned(zip, header.local() + 26);
    int end = at + Header.unsigned(zip, header.local() + 28);
    while (end - at >= 4) {
      if (Header.unsigned(zip, at) == TAG_64) {
        return true;
      }
      at += 4 + Header.unsigned(zip, at + 2);
    }
    return false;
  }

  private ZipRefused wrong(String what) {
    return ZipRefused.damaged(file, DisplayName.of(header.name()) + ": " + what);
  }
}
