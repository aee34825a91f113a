package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.invoke.MethodHandle;

/// Functions of the C library (glibc 2.34 or later) that start processes and wait for them. All
/// answer an `int`.
final class LibC {
  static final MethodHandle PIPE = function("pipe2", ADDRESS, JAVA_INT);
  static final MethodHandle CLOSE = function("close", JAVA_INT);
  static final MethodHandle KILL = function("kill", JAVA_INT, JAVA_INT);
  static final MethodHandle WAIT = function("waitpid", JAVA_INT, ADDRESS, JAVA_INT);
  static final MethodHandle SPAWN =
      function("posix_spawn", ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS, ADDRESS);
  static final MethodHandle ACTIONS = function("posix_spawn_file_actions_init", ADDRESS);
  static final MethodHandle ACTIONS_END = function("posix_spawn_file_actions_destroy", ADDRESS);
  static final MethodHandle GO_TO =
      function("posix_spawn_file_actions_addchdir_np", ADDRESS, ADDRESS);
  static final MethodHandle PASS =
      function("posix_spawn_file_actions_adddup2", ADDRESS, JAVA_INT, JAVA_INT);
  static final MethodHandle CLOSE_FROM =
      function("posix_spawn_file_actions_addclosefrom_np", ADDRESS, JAVA_INT);
  static final MethodHandle ATTRIBUTES = function("posix_spawnattr_init", ADDRESS);
  static final MethodHandle FLAGS = function("posix_spawnattr_setflags", ADDRESS, JAVA_SHORT);
  static final MethodHandle SIGNALS = function("posix_spawnattr_setsigmask", ADDRESS, ADDRESS);

  private LibC() {}

  /// Not for a locked thread: it may have to load classes.
  ///
  /// @return what the function answers
  static int call(MethodHandle function, Object... arguments) {
    try {
      return (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
  }

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout... arguments) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, arguments));
  }
}
