package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import io.hotswap.lock.filter.CallFilter;
import io.hotswap.lock.filter.Instruction;
import io.hotswap.lock.filter.SystemCall;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.nio.channels.SocketChannel;
import java.util.List;

/// The part of a lock that a process sets itself, on all its threads, before it runs code of
/// others.
public final class OwnLock {
  private static final int PR_SET_DUMPABLE = 4;
  private static final int RLIMIT_FSIZE = 1;
  private static final int RLIMIT_DATA = 2;
  private static final int RLIMIT_CORE = 4;
  private static final int RLIMIT_NOFILE = 7;
  private static final int RLIMIT_MEMLOCK = 8;
  private static final int RLIMIT_MSGQUEUE = 12;
  private static final int SET_FILTER = 1;
  private static final int ALL_THREADS = 1;
  private static final int INSTRUCTION = 8;

  private final Kernel kernel;

  private OwnLock(Kernel kernel) {
    this.kernel = kernel;
  }

  /// Cannot be undone.
  public static void set(Strength strength, ProcessLimits limits) throws IOException {
    loadNetworking();
    var lock = new OwnLock(Kernel.current());
    lock.forbidPrivileges();
    // No other process of the same user may read its memory.
    lock.kernel.must("no dumps", SystemCall.PRCTL, PR_SET_DUMPABLE, 0);
    lock.limit(RLIMIT_FSIZE, limits.file());
    lock.limit(RLIMIT_DATA, limits.data());
    lock.limit(RLIMIT_NOFILE, limits.files());
    lock.limit(RLIMIT_CORE, 0);
    lock.limit(RLIMIT_MEMLOCK, 0);
    lock.limit(RLIMIT_MSGQUEUE, 0);
    int process = Math.toIntExact(ProcessHandle.current().pid());
    lock.filter(
        CallFilter.of(lock.kernel.architecture(), strength.hasNetwork(), process), ALL_THREADS);
  }

  // The JDK's classes keep a pair of sockets for closing others. With these loaded, code that is
  // refused
  // the network gets an exception that says so; else, errors of classes that cannot be initialized.
  private static void loadNetworking() throws IOException {
    SocketChannel.open().close();
  }

  /// Whether the kernel takes filters: the calling thread gets one that allows everything.
  static boolean isFiltering(Kernel kernel) {
    try {
      var lock = new OwnLock(kernel);
      lock.forbidPrivileges();
      lock.filter(List.of(Instruction.answer(CallFilter.ALLOW)), 0);
      return true;
    } catch (LockFailure refused) {
      return false;
    }
  }

  private void forbidPrivileges() throws LockFailure {
    long refused = Privileges.forbidNew(kernel);
    if (refused < 0) {
      throw new LockFailure("no_new_privs", (int) -refused);
    }
  }

  private void limit(int resource, long most) throws LockFailure {
    try (var arena = Arena.ofConfined()) {
      var limit = arena.allocateFrom(JAVA_LONG, most, most);
      var what = "limit " + resource + " of " + most;
      kernel.must(what, SystemCall.PRLIMIT64, 0, resource, limit.address(), 0);
    }
  }

  private void filter(List<Instruction> instructions, int flags) throws LockFailure {
    try (var arena = Arena.ofConfined()) {
      var filter = arena.allocate((long) INSTRUCTION * instructions.size(), INSTRUCTION);
      for (int i = 0; i < instructions.size(); i++) {
        write(instructions.get(i), filter.asSlice((long) INSTRUCTION * i));
      }
      var program = arena.allocate(2 * JAVA_LONG.byteSize(), JAVA_LONG.byteAlignment());
      program.set(JAVA_SHORT, 0, (short) instructions.size());
      program.set(JAVA_LONG, JAVA_LONG.byteSize(), filter.address());
      long thread =
          kernel.must(
              "the filter of system calls",
              SystemCall.SECCOMP,
              SET_FILTER,
              flags,
              program.address());
      if (thread != 0) {
        throw new LockFailure("thread " + thread + " has a filter of its own");
      }
    }
  }

  private static void write(Instruction instruction, MemorySegment target) {
    target.set(JAVA_SHORT, 0, (short) instruction.code());
    target.set(JAVA_BYTE, 2, (byte) instruction.then());
    target.set(JAVA_BYTE, 3, (byte) instruction.otherwise());
    target.set(JAVA_INT, 4, instruction.operand());
  }
}
