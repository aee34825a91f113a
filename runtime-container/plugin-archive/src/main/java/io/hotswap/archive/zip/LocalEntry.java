package io.hotswap.archive.zip;

import java.nio.ByteBuffer;

/// An entry with its local header, which must match the directory, because other readers use it.
final class LocalEntry {
  private static final int SIGNATURE = 0x04034b50;
  private static final int LENGTH = 30;
  private static final int DESCRIPTOR = 0x08074b50;
  private static final int SIZES_BEHIND = 1 << 3;
  private static final int TAG_64 = 1;

  private final ByteBuffer zip;
  private final DirectoryEntry directoryEntry;
  private final String file;

  LocalEntry(ByteBuffer zip, DirectoryEntry directoryEntry, String file) {
    this.zip = zip;
    this.directoryEntry = directoryEntry;
    this.file = file;
  }

  /// The start of its content.
  ///
  /// @param directory start of the directory, which content must not reach
  int content(int directory) throws ZipRefused {
    int at = directoryEntry.local();
    int nameLength = DirectoryEntry.unsigned(zip, directoryEntry.at() + 28);
    if (at > directory - LENGTH - nameLength || zip.getInt(at) != SIGNATURE) {
      throw wrong("it is not where the directory says");
    }
    if (nameLength != DirectoryEntry.unsigned(zip, at + 26)
        || zip.slice(at + LENGTH, nameLength)
                .mismatch(zip.slice(directoryEntry.at() + 46, nameLength))
            >= 0) {
      throw wrong("it has another name there");
    }
    if (zip.getShort(at + 8) != zip.getShort(directoryEntry.at() + 10)
        || DirectoryEntry.unsigned(zip, at + 6)
            != DirectoryEntry.unsigned(zip, directoryEntry.at() + 8)) {
      throw wrong("it is packed in another way there");
    }
    if (!matchesDirectory(at, at + LENGTH + nameLength)) {
      throw wrong("it has other sizes there");
    }
    int content = at + LENGTH + nameLength + DirectoryEntry.unsigned(zip, at + 28);
    if (content > directory - directoryEntry.packed()) {
      throw wrong("it reaches into the directory");
    }
    return content;
  }

  private boolean matchesDirectory(int at, int extra) throws ZipRefused {
    int size = zip.getInt(at + 22);
    int packed = zip.getInt(at + 18);
    if (size == -1 || packed == -1) {
      int end = extra + DirectoryEntry.unsigned(zip, at + 28);
      var numbers = Numbers64.in(zip, extra, end, file, directoryEntry.name());
      size = numbers.next(size);
      packed = numbers.next(packed);
    }
    return agrees(zip.getInt(at + 14), directoryEntry.crc())
        && agrees(packed, directoryEntry.packed())
        && agrees(size, directoryEntry.size());
  }

  private boolean agrees(int here, int number) {
    return here == number || (here == 0 && areBehind());
  }

  private boolean areBehind() {
    return (DirectoryEntry.unsigned(zip, directoryEntry.local() + 6) & SIZES_BEHIND) != 0;
  }

  /// The end of the entry, with an optional data descriptor after its content.
  int end(int content) throws ZipRefused {
    int end = content + directoryEntry.packed();
    if (!areBehind()) {
      return end;
    }
    int numbers = zip.getInt(end) == DESCRIPTOR ? end + 4 : end;
    boolean longer = has64();
    int length = longer ? 20 : 12;
    boolean same =
        zip.getInt(numbers) == directoryEntry.crc()
            && (longer
                ? zip.getLong(numbers + 4) == directoryEntry.packed()
                    && zip.getLong(numbers + 12) == directoryEntry.size()
                : zip.getInt(numbers + 4) == directoryEntry.packed()
                    && zip.getInt(numbers + 8) == directoryEntry.size());
    if (!same) {
      throw wrong("it has other sizes behind its content");
    }
    return numbers + length;
  }

  // Then the sizes after the content have 64 bits too.
  private boolean has64() {
    int at =
        directoryEntry.local() + LENGTH + DirectoryEntry.unsigned(zip, directoryEntry.local() + 26);
    int end = at + DirectoryEntry.unsigned(zip, directoryEntry.local() + 28);
    while (end - at >= 4) {
      if (DirectoryEntry.unsigned(zip, at) == TAG_64) {
        return true;
      }
      at += 4 + DirectoryEntry.unsigned(zip, at + 2);
    }
    return false;
  }

  private ZipRefused wrong(String what) {
    return ZipRefused.damaged(file, DisplayName.of(directoryEntry.name()) + ": " + what);
  }
}
