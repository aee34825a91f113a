package io.hotswap.runtime.isolation.process;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// Kernel calls that need no privileges for processes of the same user.
public final class PosixProcesses {
  private static final int SIGCONT = 18;
  private static final int SIGSTOP = 19;
  private static final int RLIMIT_DATA = 2;
  private static final long NANOS_OF_A_TICK = 10_000_000;
  private static final int USER_TIME = 11;
  private static final int SYSTEM_TIME = 12;

  private static final String OWN = "RssAnon:";
  private static final String OWN_SHARED = "RssShmem:";

  private static final MethodHandle KILL =
      function("kill", ValueLayout.JAVA_INT, ValueLayout.JAVA_INT);
  private static final MethodHandle PRLIMIT =
      function(
          "prlimit",
          ValueLayout.JAVA_INT,
          ValueLayout.JAVA_INT,
          ValueLayout.ADDRESS,
          ValueLayout.ADDRESS);

  private PosixProcesses() {}

  @SuppressWarnings("restricted")
  private static MethodHandle function(String name, MemoryLayout... arguments) {
    var linker = Linker.nativeLinker();
    return linker.downcallHandle(
        linker.defaultLookup().findOrThrow(name),
        FunctionDescriptor.of(ValueLayout.JAVA_INT, arguments));
  }

  /// @return whether the process existed
  static boolean stop(long pid) {
    return signal(pid, SIGSTOP);
  }

  static boolean goOn(long pid) {
    return signal(pid, SIGCONT);
  }

  private static boolean signal(long pid, int signal) {
    try {
      return (int) KILL.invokeExact((int) pid, signal) == 0;
    } catch (Throwable e) {
      throw new IllegalStateException("kill", e);
    }
  }

  /// Limits a process's private memory (`RLIMIT_DATA`): heap, stacks, and what native code takes.
  public static void limitData(long pid, long bytes) throws IOException {
    try (var arena = Arena.ofConfined()) {
      var limit = arena.allocateFrom(ValueLayout.JAVA_LONG, bytes, bytes);
      int failed = (int) PRLIMIT.invokeExact((int) pid, RLIMIT_DATA, limit, MemorySegment.NULL);
      if (failed != 0) {
        throw new IOException("the memory of process " + pid + " cannot be limited");
      }
    } catch (IOException e) {
      throw e;
    } catch (Throwable e) {
      throw new IllegalStateException("prlimit", e);
    }
  }

  /// Memory that a process shares with no other, in bytes: heap, stacks, classes, and what native
  /// code takes; not the pages of files.
  static long ownMemory(long pid) throws IOException {
    try (var lines =
        Files.lines(Path.of("/proc/" + pid + "/status"), StandardCharsets.ISO_8859_1)) {
      return lines
              .filter(it -> it.startsWith(OWN) || it.startsWith(OWN_SHARED))
              .mapToLong(PosixProcesses::kilobytes)
              .sum()
          << 10;
    }
  }

  // `RssAnon:     12345 kB`
  private static long kilobytes(String line) {
    return Long.parseLong(line.substring(line.indexOf(':') + 1, line.lastIndexOf(' ')).strip());
  }

  /// Processor time that a process has used, in nanoseconds.
  static long cpuNanos(long pid) throws IOException {
    var line = Files.readString(Path.of("/proc/" + pid + "/stat"), StandardCharsets.ISO_8859_1);
    // The fields after the name, which is in brackets and may contain brackets itself.
    var fields = line.substring(line.lastIndexOf(')') + 2).split(" ", SYSTEM_TIME + 2);
    return NANOS_OF_A_TICK
        * (Long.parseLong(fields[USER_TIME]) + Long.parseLong(fields[SYSTEM_TIME]));
  }
}
