package io.hotswap.signature;

import java.util.ArrayDeque;
import java.util.Deque;

/// Walks DER without recursion before a parser may, so that no nesting and no length that lies can
/// cost more than the bytes are worth.
final class DerScan {
  private static final int DEEPEST = 32;
  private static final int MOST_ELEMENTS = 4_000;
  private static final int CONSTRUCTED = 0x20;
  private static final int LONG_TAG = 0x1f;

  private final byte[] bytes;
  private int position;

  private DerScan(byte[] bytes) {
    this.bytes = bytes;
  }

  /// @return the length of the one element that the bytes begin with
  static int length(byte[] bytes) throws FlawFound {
    return new DerScan(bytes).scan();
  }

  private int scan() throws FlawFound {
    int whole = header();
    boolean constructed = (bytes[0] & CONSTRUCTED) != 0;
    Deque<Integer> ends = new ArrayDeque<>();
    if (constructed) {
      ends.push(whole);
    }
    for (int elements = 0; !ends.isEmpty(); elements++) {
      while (!ends.isEmpty() && position == ends.peek()) {
        ends.pop();
      }
      if (ends.isEmpty()) {
        break;
      }
      require(elements < MOST_ELEMENTS, "it has too many elements");
      int tag = position;
      int end = header();
      require(end <= ends.peek(), "an element ends after the one around it");
      if ((bytes[tag] & CONSTRUCTED) != 0) {
        require(ends.size() < DEEPEST, "it is nested too deeply");
        ends.push(end);
      } else {
        position = end;
      }
    }
    return whole;
  }

  /// Reads tag and length.
  ///
  /// @return where the element ends
  private int header() throws FlawFound {
    int tag = next();
    require((tag & LONG_TAG) != LONG_TAG, "it has a tag that CMS does not use");
    int first = next();
    require(first != 0x80, "a length is indefinite");
    int length = first < 0x80 ? first : longLength(first & 0x7f);
    require(length <= bytes.length - position, "it ends early");
    return position + length;
  }

  private int longLength(int octets) throws FlawFound {
    require(octets <= 3, "a length is too long");
    int length = 0;
    for (int i = 0; i < octets; i++) {
      length = length << 8 | next();
    }
    int needed = length < 0x80 ? 0 : length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
    require(octets == needed, "a length is not in its shortest form");
    return length;
  }

  private int next() throws FlawFound {
    require(position < bytes.length, "it ends early");
    return bytes[position++] & 0xff;
  }

  private static void require(boolean holds, String otherwise) throws FlawFound {
    if (!holds) {
      throw Flaw.NotDer.found(otherwise);
    }
  }
}
