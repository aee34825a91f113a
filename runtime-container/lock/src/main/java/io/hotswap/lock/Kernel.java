package io.hotswap.lock;

import io.hotswap.lock.filter.Architecture;
import io.hotswap.lock.filter.SystemCall;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;

/// System calls by their numbers.
final class Kernel {
  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));
  private static final MethodHandle SYSCALL = syscall();
  private static final int MOST_ARGUMENTS = 5;

  private final Architecture architecture;

  private Kernel(Architecture architecture) {
    this.architecture = architecture;
  }

  static Kernel current() throws LockFailure {
    try {
      return new Kernel(Architecture.current());
    } catch (UnsupportedOperationException e) {
      throw new LockFailure(String.valueOf(e.getMessage()));
    }
  }

  Architecture architecture() {
    return architecture;
  }

  /// What the kernel answers; when it refuses, the negative error number.
  long call(SystemCall call, long... given) {
    var all = new long[MOST_ARGUMENTS];
    System.arraycopy(given, 0, all, 0, given.length);
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      long answer =
          (long)
              SYSCALL.invokeExact(
                  state, (long) call.on(architecture), all[0], all[1], all[2], all[3], all[4]);
      return answer == -1 ? -(long) (int) ERRNO.get(state, 0L) : answer;
    } catch (Throwable e) {
      throw new IllegalStateException(call.name(), e);
    }
  }

  /// @throws LockFailure when the kernel refuses
  long must(String what, SystemCall call, long... given) throws LockFailure {
    long answer = call(call, given);
    if (answer < 0) {
      throw new LockFailure(what, (int) -answer);
    }
    return answer;
  }

  @SuppressWarnings("restricted")
  private static MethodHandle syscall() {
    var linker = Linker.nativeLinker();
    var number = ValueLayout.JAVA_LONG;
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow("syscall"),
        FunctionDescriptor.of(number, number, number, number, number, number, number),
        Linker.Option.captureCallState("errno"),
        Linker.Option.firstVariadicArg(1));
  }
}
