package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.JAVA_INT;

import io.hotswap.lock.filter.SystemCall;
import java.lang.foreign.Arena;

/// Gives up what the calling thread may do beyond others, for its life. Each answers 0, or the
/// negative error number of the kernel.
final class Privileges {
  static final int NOBODY = 65_534;
  private static final int PR_SET_NO_NEW_PRIVS = 38;
  private static final int VERSION_3 = 0x20080522;

  private Privileges() {}

  static long forbidNew(Kernel kernel) {
    return kernel.call(SystemCall.PRCTL, PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0);
  }

  static long become(Kernel kernel, int user) {
    long groups = kernel.call(SystemCall.SETGROUPS, 0, 0);
    long group = groups == 0 ? kernel.call(SystemCall.SETRESGID, user, user, user) : groups;
    return group == 0 ? kernel.call(SystemCall.SETRESUID, user, user, user) : group;
  }

  /// With `no_new_privs`, what the thread starts does not get them back, as root neither.
  static long dropCapabilities(Kernel kernel) {
    try (var arena = Arena.ofConfined()) {
      var header = arena.allocateFrom(JAVA_INT, VERSION_3, 0);
      var none = arena.allocateFrom(JAVA_INT, 0, 0, 0, 0, 0, 0);
      return kernel.call(SystemCall.CAPSET, header.address(), none.address());
    }
  }
}
