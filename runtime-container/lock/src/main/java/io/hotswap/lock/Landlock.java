package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import io.hotswap.lock.filter.SystemCall;
import java.lang.foreign.Arena;
import java.nio.file.Files;
import java.util.List;

/// A set of Landlock rules: what is not granted is denied, for the thread that restricts itself and
/// for all that it starts.
///
/// Rights of the kernel's `linux/landlock.h`; each release of its interface adds some, and a kernel
/// refuses those that it does not know.
final class Landlock implements AutoCloseable {
  static final long EXECUTE = 1;
  static final long WRITE_FILE = 1 << 1;
  static final long READ_FILE = 1 << 2;
  static final long READ_DIR = 1 << 3;
  static final long REMOVE_DIR = 1 << 4;
  static final long REMOVE_FILE = 1 << 5;
  static final long MAKE_DIR = 1 << 7;
  static final long MAKE_REG = 1 << 8;
  static final long REFER = 1 << 13;
  static final long TRUNCATE = 1 << 14;
  private static final long IOCTL_DEV = 1 << 15;
  private static final long OF_FILES = EXECUTE | WRITE_FILE | READ_FILE | TRUNCATE | IOCTL_DEV;

  private static final long BIND_AND_CONNECT_TCP = 3;
  private static final long ABSTRACT_SOCKETS_AND_SIGNALS = 3;
  private static final int ASK_VERSION = 1;
  private static final int BENEATH_PATH = 1;
  private static final int AT_WORKING_DIRECTORY = -100;
  private static final int PATH_ONLY = 0x200000;
  private static final int NO_SUCH_FILE = 2;
  private static final int CLOSE_ON_EXEC = 0x80000;

  private final Kernel kernel;
  private final long ruleset;

  private Landlock(Kernel kernel, long ruleset) {
    this.kernel = kernel;
    this.ruleset = ruleset;
  }

  /// The release of the interface that the kernel has; 0 where it has none, or was started without.
  static int release(Kernel kernel) {
    return (int) Math.max(0, kernel.call(SystemCall.LANDLOCK_CREATE_RULESET, 0, 0, ASK_VERSION));
  }

  static Landlock of(Kernel kernel, Strength strength, List<FileRule> rules) throws LockFailure {
    int release = release(kernel);
    if (release == 0) {
      throw new LockFailure("this kernel has no Landlock");
    }
    var landlock = new Landlock(kernel, create(kernel, release, strength));
    try {
      for (var rule : rules) {
        landlock.add(rule, handled(release));
      }
      return landlock;
    } catch (LockFailure e) {
      landlock.close();
      throw e;
    }
  }

  private static long create(Kernel kernel, int release, Strength strength) throws LockFailure {
    try (var arena = Arena.ofConfined()) {
      var attributes = arena.allocate(3 * JAVA_LONG.byteSize(), JAVA_LONG.byteAlignment());
      attributes.set(JAVA_LONG, 0, handled(release));
      attributes.set(JAVA_LONG, 8, strength.hasNetwork() ? 0 : BIND_AND_CONNECT_TCP);
      attributes.set(JAVA_LONG, 16, ABSTRACT_SOCKETS_AND_SIGNALS);
      long size = release >= 6 ? 24 : release >= 4 ? 16 : 8;
      return kernel.must(
          "a Landlock ruleset", SystemCall.LANDLOCK_CREATE_RULESET, attributes.address(), size, 0);
    }
  }

  private static long handled(int release) {
    return switch (release) {
      case 1 -> REFER - 1;
      case 2 -> TRUNCATE - 1;
      case 3, 4 -> IOCTL_DEV - 1;
      default -> (IOCTL_DEV << 1) - 1;
    };
  }

  private void add(FileRule rule, long handled) throws LockFailure {
    try (var arena = Arena.ofConfined()) {
      var path = arena.allocateFrom(rule.path().toString());
      long file =
          kernel.call(
              SystemCall.OPENAT, AT_WORKING_DIRECTORY, path.address(), PATH_ONLY | CLOSE_ON_EXEC);
      if (file == -NO_SUCH_FILE) {
        return;
      }
      if (file < 0) {
        throw new LockFailure("opening " + rule.path(), (int) -file);
      }
      try {
        var beneath = arena.allocate(16, JAVA_LONG.byteAlignment());
        beneath.set(JAVA_LONG, 0, granted(rule) & handled);
        beneath.set(JAVA_INT, 8, (int) file);
        var what = "a Landlock rule for " + rule.path();
        kernel.must(
            what, SystemCall.LANDLOCK_ADD_RULE, ruleset, BENEATH_PATH, beneath.address(), 0);
      } finally {
        kernel.call(SystemCall.CLOSE, file);
      }
    }
  }

  private static long granted(FileRule rule) {
    long rights = rule.access().rights();
    return Files.isDirectory(rule.path()) ? rights : rights & OF_FILES;
  }

  /// Restricts the calling thread, for its life; 0, or the negative error number.
  long restrict() {
    return kernel.call(SystemCall.LANDLOCK_RESTRICT_SELF, ruleset, 0);
  }

  @Override
  public void close() {
    kernel.call(SystemCall.CLOSE, ruleset);
  }
}
