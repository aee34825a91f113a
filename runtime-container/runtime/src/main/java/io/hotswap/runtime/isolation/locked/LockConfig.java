package io.hotswap.runtime.isolation.locked;

import io.hotswap.lock.LockLevel;
import io.hotswap.runtime.config.Variables;
import java.time.Duration;
import java.util.OptionalInt;

/// What locked processes need of the machine, and what each may take beside memory and processor.
///
/// @param least less than this, and no locked process is started
/// @param user number of another user, for nodes that run as root
/// @param disk bytes in its folder
/// @param files open at one time
/// @param threads of the platform
/// @param watch time between two looks at what it takes
public record LockConfig(
    LockLevel least, OptionalInt user, long disk, int files, int threads, Duration watch) {
  private static final int NO_USER = 0;

  public static LockConfig from(Variables variables) {
    int user = variables.number("HOTSWAP_LOCK_USER", NO_USER, NO_USER, Integer.MAX_VALUE);
    return new LockConfig(
        variables.oneOf("HOTSWAP_LOCK_LEAST", LockLevel.FULL),
        user == NO_USER ? OptionalInt.empty() : OptionalInt.of(user),
        variables.bytes("HOTSWAP_LOCK_DISK", 256L << 20),
        variables.number("HOTSWAP_LOCK_FILES", 512, 16, 1 << 20),
        variables.number("HOTSWAP_LOCK_THREADS", 256, 16, 100_000),
        variables.millis("HOTSWAP_LOCK_WATCH_MILLIS", 500));
  }
}
