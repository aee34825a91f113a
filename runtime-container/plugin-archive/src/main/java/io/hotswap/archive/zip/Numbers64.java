package io.hotswap.archive.zip;

import java.nio.ByteBuffer;

/// The 64-bit numbers of one header: they are in its extra field, in the order of the header's
/// fields.
final class Numbers64 {
  private static final int TAG = 1;
  // Marks a number that is in the extra field.
  private static final int ELSEWHERE = -1;

  private final ByteBuffer zip;
  private final String file;
  private final String name;
  private final int end;
  private int at;

  private Numbers64(ByteBuffer zip, int at, int end, String file, String name) {
    this.zip = zip;
    this.at = at;
    this.end = end;
    this.file = file;
    this.name = name;
  }

  /// @param at start of the extra field
  static Numbers64 in(ByteBuffer zip, int at, int end, String file, String name) throws ZipRefused {
    var found = new Numbers64(zip, end, end, file, name);
    boolean first = true;
    // A remainder that is too short for a field is padding.
    for (int field = at; end - field >= 4; ) {
      int content = field + 4;
      int next = content + DirectoryEntry.unsigned(zip, field + 2);
      if (next > end) {
        throw found.wrong();
      }
      if (DirectoryEntry.unsigned(zip, field) == TAG) {
        if (!first) {
          throw found.wrong();
        }
        first = false;
        found = new Numbers64(zip, content, next, file, name);
      }
      field = next;
    }
    return found;
  }

  int next(int number) throws ZipRefused {
    if (number != ELSEWHERE) {
      return number;
    }
    at += Long.BYTES;
    if (at > end) {
      throw wrong();
    }
    return Math.toIntExact(zip.getLong(at - Long.BYTES));
  }

  /// Checks that all numbers were used.
  void end() throws ZipRefused {
    if (at != end) {
      throw wrong();
    }
  }

  private ZipRefused wrong() {
    return ZipRefused.damaged(
        DirectoryEntry.where(file, name), "its extra field contradicts its header");
  }
}
