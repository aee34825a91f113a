package io.hotswap.registration.check;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// The [test file](https://www.eicar.org/download-anti-malware-testfile/) that every scanner takes
/// for a virus.
final class EicarText {
  // In parts: a scanner on a developer's machine would remove this class.
  private static final byte[] BYTES =
      String.join(
              "",
              List.of(
                  "X5O!P%@AP[4\\PZX54(P^)7CC)7}", "$EICAR-STANDARD-", "ANTIVIRUS-TEST-FILE!$H+H*"))
          .getBytes(StandardCharsets.US_ASCII);

  private EicarText() {}

  static boolean isIn(ByteBuffer content) {
    int last = content.limit() - BYTES.length;
    for (int at = content.position(); at <= last; at++) {
      if (content.get(at) == BYTES[0] && startsAt(content, at)) {
        return true;
      }
    }
    return false;
  }

  private static boolean startsAt(ByteBuffer content, int at) {
    for (int i = 1; i < BYTES.length; i++) {
      if (content.get(at + i) != BYTES[i]) {
        return false;
      }
    }
    return true;
  }
}
