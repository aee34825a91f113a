package io.hotswap.api.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Random;

/// Changes some bytes.
final class Mutation {
  private static final String[] SNIPPETS = {
    "\"", "{", "}", "[", "]", ",", ":", "\\", "\\uD800", "null", "e9", "-", "0", ".", "\u0000"
  };

  private Mutation() {}

  static byte[] of(byte[] bytes, Random random) {
    var changed = bytes;
    for (int i = random.nextInt(1, 4); i > 0; i--) {
      changed = once(changed, random);
    }
    return changed;
  }

  private static byte[] once(byte[] bytes, Random random) {
    if (bytes.length == 0) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int length = random.nextInt(1, 9);
    var out = new ByteArrayOutputStream();
    out.write(bytes, 0, at);
    int rest = Math.min(bytes.length, at + length);
    switch (random.nextInt(4)) {
      case 0 -> out.write(random.nextInt(256));
      case 1 ->
          out.writeBytes(
              SNIPPETS[random.nextInt(SNIPPETS.length)].getBytes(StandardCharsets.UTF_8));
      case 2 -> {
        out.write(bytes, at, rest - at);
        rest = at;
      }
      default -> out.write(bytes[at] ^ (1 << random.nextInt(8)));
    }
    out.write(bytes, rest, bytes.length - rest);
    return out.toByteArray();
  }
}
