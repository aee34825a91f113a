package io.hotswap.archive.zip;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// An entry of the directory.
///
/// @param at position of this header
/// @param length of this header
/// @param local position of the entry's local header
/// @param crc of its content
record DirectoryEntry(String name, int at, int length, int local, int packed, int size, int crc) {
  private static final int SIGNATURE = 0x02014b50;
  private static final int LENGTH = 46;
  private static final int LONGEST_NAME = 1_024;
  private static final int STORED = 0;
  private static final int DEFLATED = 8;
  // Sizes after the content, compression level, and names in UTF-8.
  private static final int KNOWN_FLAGS = 0x080e;

  /// @throws IndexOutOfBoundsException when the file ends within it
  /// @throws ArithmeticException when a number is too large for any file
  static DirectoryEntry read(ByteBuffer zip, int at, int end, String file) throws ZipRefused {
    if (zip.getInt(at) != SIGNATURE) {
      throw ZipRefused.damaged(file, "no header at " + at);
    }
    int nameLength = unsigned(zip, at + 28);
    int extraLength = unsigned(zip, at + 30);
    int commentLength = unsigned(zip, at + 32);
    int length = LENGTH + nameLength + extraLength + commentLength;
    if (length > 0xffff || length > end - at) {
      throw ZipRefused.damaged(file, "the header at " + at + " is too long");
    }
    var name = name(zip, at, nameLength, file);
    if (commentLength > 0) {
      text(zip, at + length - commentLength, commentLength, file);
    }
    check(zip, at, name, file);
    return withNumbers(zip, at, length, name, extraLength, file);
  }

  private static DirectoryEntry withNumbers(
      ByteBuffer zip, int at, int length, String name, int extraLength, String file)
      throws ZipRefused {
    int extra = at + LENGTH + unsigned(zip, at + 28);
    var numbers = Numbers64.in(zip, extra, extra + extraLength, file, name);
    int size = numbers.next(zip.getInt(at + 24));
    int packed = numbers.next(zip.getInt(at + 20));
    int local = numbers.next(zip.getInt(at + 42));
    numbers.end();
    if (size < 0 || packed < 0 || local < 0 || (size != packed && !isDeflated(zip, at))) {
      throw ZipRefused.damaged(
          file, "sizes that can't be in the header of " + DisplayName.of(name));
    }
    return new DirectoryEntry(name, at, length, local, packed, size, zip.getInt(at + 16));
  }

  private static void check(ByteBuffer zip, int at, String name, String file) throws ZipRefused {
    int flags = unsigned(zip, at + 8);
    int method = unsigned(zip, at + 10);
    if ((flags & 1) != 0) {
      throw ZipRefused.damaged(file, DisplayName.of(name) + " is encrypted");
    }
    if ((flags & ~KNOWN_FLAGS) != 0 || (method != STORED && method != DEFLATED)) {
      throw ZipRefused.damaged(
          file,
          "%s is packed by method %d with flags 0x%04x; known are stored and deflated"
              .formatted(DisplayName.of(name), method, flags));
    }
    if (zip.getShort(at + 34) != 0) {
      throw ZipRefused.damaged(file, DisplayName.of(name) + " is on another disk");
    }
  }

  private static String name(ByteBuffer zip, int at, int length, String file) throws ZipRefused {
    if (length == 0 || length > LONGEST_NAME) {
      throw ZipRefused.damaged(
          file, "the name of an entry has %d bytes, of 1 to %d".formatted(length, LONGEST_NAME));
    }
    return text(zip, at + LENGTH, length, file);
  }

  private static String text(ByteBuffer zip, int at, int length, String file) throws ZipRefused {
    var bytes = new byte[length];
    zip.get(at, bytes);
    for (byte each : bytes) {
      if (each < 0) {
        return decoded(bytes, at, file);
      }
    }
    return new String(bytes, StandardCharsets.ISO_8859_1);
  }

  private static String decoded(byte[] bytes, int at, String file) throws ZipRefused {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw ZipRefused.damaged(file, "the name or comment at " + at + " is not in UTF-8");
    }
  }

  boolean isDeflated(ByteBuffer zip) {
    return isDeflated(zip, at);
  }

  private static boolean isDeflated(ByteBuffer zip, int at) {
    return unsigned(zip, at + 10) == DEFLATED;
  }

  static int unsigned(ByteBuffer zip, int at) {
    return Short.toUnsignedInt(zip.getShort(at));
  }

  static String where(String file, String name) {
    return DisplayName.of(name) + " in " + file;
  }
}
