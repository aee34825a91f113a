package io.hotswap.benchmarks.lock;

import io.hotswap.lock.OwnLock;
import io.hotswap.lock.ProcessLimits;
import io.hotswap.lock.Strength;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/// A process that locks itself, or not, says when it could begin, and does two kinds of work when
/// it is told to.
public final class LockedWork {
  static final String LOCKED = "locked";
  private static final int DIGESTS = 2_000;
  private static final int READS = 400_000;

  private LockedWork() {}

  /// @param arguments `locked`, or anything else
  public static void main(String[] arguments) throws IOException, NoSuchAlgorithmException {
    if (arguments[0].equals(LOCKED)) {
      OwnLock.set(Strength.CHILD, new ProcessLimits(1L << 30, 1L << 20, 256));
    }
    System.out.println("ready");
    var _ = System.in.read();
    long began = System.nanoTime();
    digests();
    long digested = System.nanoTime();
    reads();
    System.out.println((digested - began) / 1e6 + " " + (System.nanoTime() - digested) / 1e6);
  }

  private static void digests() throws NoSuchAlgorithmException {
    var digest = MessageDigest.getInstance("SHA-256");
    var block = new byte[1 << 16];
    for (int i = 0; i < DIGESTS; i++) {
      digest.update(block);
    }
    if (digest.digest().length == 0) {
      throw new IllegalStateException("nothing was digested");
    }
  }

  // Without a buffer: a system call each.
  private static void reads() throws IOException {
    try (var file = new RandomAccessFile("/dev/urandom", "r")) {
      for (int i = 0; i < READS; i++) {
        var _ = file.read();
      }
    }
  }
}
