package io.hotswap.runtime.archives;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.Random;

/** An archive, spoilt: the same for the same seed. */
final class Mutation {
  private static final int[] TELLING = {
    0, 1, -1, 0x7fffffff, 0x80000000, 0xffff, 0x504b0102, 22, 46, 8
  };
  private static final int[] SIGNATURES = {
    0x04034b50, 0x02014b50, 0x06054b50, 0x06064b50, 0x07064b50, 0x08074b50
  };

  private final Random random;
  private final List<byte[]> archives;

  private Mutation(long seed, List<byte[]> archives) {
    this.random = new Random(seed);
    this.archives = archives;
  }

  static byte[] of(long seed, List<byte[]> archives) {
    var mutation = new Mutation(seed, archives);
    var bytes = mutation.any().clone();
    for (int i = mutation.random.nextInt(3); i >= 0; i--) {
      bytes = mutation.spoilt(bytes);
    }
    return bytes;
  }

  private byte[] any() {
    return archives.get(random.nextInt(archives.size()));
  }

  private byte[] spoilt(byte[] bytes) {
    if (bytes.length < 64) {
      return bytes;
    }
    int at = random.nextInt(bytes.length);
    int end = Math.min(bytes.length, at + 1 + random.nextInt(200));
    return switch (random.nextInt(12)) {
      case 0 -> with(bytes, at, (byte) (bytes[at] ^ (1 << random.nextInt(8))));
      case 1 -> with(bytes, at, (byte) random.nextInt());
      case 2 -> Arrays.copyOf(bytes, at);
      case 3 -> Arrays.copyOf(bytes, bytes.length + 1 + random.nextInt(40));
      case 4 -> joined(bytes, any());
      case 5 -> joined(Arrays.copyOf(bytes, at), tail(any()));
      case 6 -> joined(Arrays.copyOf(bytes, at), Arrays.copyOfRange(bytes, end, bytes.length));
      case 7 -> joined(Arrays.copyOf(bytes, end), Arrays.copyOfRange(bytes, at, bytes.length));
      default -> withField(bytes);
    };
  }

  private byte[] tail(byte[] bytes) {
    return Arrays.copyOfRange(bytes, random.nextInt(bytes.length), bytes.length);
  }

  private static byte[] with(byte[] bytes, int at, byte value) {
    bytes[at] = value;
    return bytes;
  }

  private static byte[] joined(byte[] one, byte[] other) {
    var both = Arrays.copyOf(one, one.length + other.length);
    System.arraycopy(other, 0, both, one.length, other.length);
    return both;
  }

  /** In one of the headers, where the numbers are. */
  private byte[] withField(byte[] bytes) {
    var zip = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int signature = SIGNATURES[random.nextInt(random.nextInt(3) + 1)];
    int from = random.nextInt(bytes.length);
    for (int i = 0; i < bytes.length - 56; i++) {
      int at = (from + i) % (bytes.length - 56 + 1);
      if (zip.getInt(at) == signature) {
        int field = at + 4 + 2 * random.nextInt(22);
        int value =
            random.nextBoolean() ? TELLING[random.nextInt(TELLING.length)] : random.nextInt(400);
        if (random.nextBoolean()) {
          zip.putShort(field, (short) value);
        } else {
          zip.putInt(field, value);
        }
        return bytes;
      }
    }
    return bytes;
  }
}
