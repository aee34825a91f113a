package io.hotswap.lock;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.VarHandle;
import java.net.InetAddress;
import java.net.Socket;
import java.net.StandardProtocolFamily;
import java.nio.channels.DatagramChannel;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/**
 * A process that tries what a locked one must not be able to do, and prints what it could. Its
 * arguments: strength, the folder of its victim, the victim's process, a port that is listened to.
 */
final class Attacks {
  static final String POSSIBLE = "possible";
  static final String DENIED = "denied";

  private static final StructLayout STATE = Linker.Option.captureStateLayout();
  private static final VarHandle ERRNO = STATE.varHandle(PathElement.groupElement("errno"));

  @SuppressWarnings("restricted")
  private static final MethodHandle SYSCALL =
      Linker.nativeLinker()
          .downcallHandle(
              Linker.nativeLinker().defaultLookup().findOrThrow("syscall"),
              FunctionDescriptor.of(
                  JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG, JAVA_LONG,
                  JAVA_LONG),
              Linker.Option.captureCallState("errno"),
              Linker.Option.firstVariadicArg(1));

  private final Map<String, Callable<Boolean>> all = new LinkedHashMap<>();

  private Attacks(Path victims, long victim, int port) {
    var proc = Path.of("/proc", Long.toString(victim));
    all.put("read-file", () -> Files.readString(victims.resolve("secret")).contains("canary"));
    all.put("list-folder", () -> listed(victims));
    all.put("read-by-link", () -> readByLink(victims.resolve("secret")));
    all.put("write-file", () -> Files.writeString(victims.resolve("new"), "x") != null);
    all.put("overwrite-file", () -> Files.writeString(victims.resolve("mine"), "x") != null);
    all.put("delete-file", () -> Files.deleteIfExists(victims.resolve("deleted")));
    all.put("move-file-out", () -> movedTo(victims.resolve("moved")));
    all.put("link-file-in", () -> Files.createLink(own("hard"), victims.resolve("mine")) != null);
    all.put("change-mode", () -> number("chmod", 90, pointer(victims.resolve("mine")), 0777) == 0);
    all.put("environment", () -> Files.readAllBytes(proc.resolve("environ")).length >= 0);
    all.put("maps", () -> !Files.readString(proc.resolve("maps")).isEmpty());
    all.put("descriptors", () -> listed(proc.resolve("fd")));
    all.put("memory", () -> Files.newByteChannel(proc.resolve("mem")).isOpen());
    all.put("command-line", () -> Files.readAllBytes(proc.resolve("cmdline")).length > 0);
    all.put("connect", () -> new Socket(InetAddress.getLoopbackAddress(), port).isConnected());
    all.put("listen", () -> ServerSocketChannel.open().bind(null).isOpen());
    all.put("datagram", () -> DatagramChannel.open().isOpen());
    all.put("unix", () -> SocketChannel.open(StandardProtocolFamily.UNIX).isOpen());
    for (int family : new int[] {1, 2, 10, 16, 17, 29, 31, 38, 40, 44}) {
      all.put("socket-" + family, () -> socket(family));
    }
    all.put("socketpair", () -> number("socketpair", 53, 1, 1, 0, memory()) == 0);
    all.put("spawn", () -> new ProcessBuilder("/bin/true").start().waitFor() == 0);
    all.put("fork", this::forked);
    // Flags that the kernel refuses, once the filter has let them through: no process comes of it.
    all.put("clone", () -> number("clone", 56, 0x811) == -22);
    all.put("execute", () -> number("execve", 59, pointer(Path.of("/nowhere")), 0, 0) == -2);
    all.put("trace", () -> number("ptrace", 101, 16, victim, 0, 0) == 0);
    all.put("read-memory", () -> number("readv", 310, victim, memory(), 0, memory(), 0) == 0);
    all.put("ask-signal", () -> number("kill", 62, victim, 0) == 0);
    all.put("signal-thread", () -> number("tkill", 200, victim, 0) == 0);
    all.put("signal-group", () -> number("tgkill", 234, victim, victim, 0) == 0);
    all.put("descriptor-of-process", () -> number("pidfd_open", 434, victim, 0) >= 0);
    all.put("limit-other", () -> number("prlimit", 302, victim, 7, 0, memory()) == 0);
    all.put("priority-of-other", () -> number("setpriority", 141, 0, victim, 19) == 0);
    all.put("memory-file", () -> number("memfd", 319, pointer(Path.of("x")), 0) >= 0);
    all.put("shared-memory", () -> number("shmget", 29, 0, 4096, 01600) >= 0);
    all.put("shared-mapping", () -> number("mmap", 9, 0, 4096, 3, 0x21, -1) > 0);
    all.put("queue", () -> number("msgget", 68, 0, 01600) >= 0);
    all.put("keys", () -> number("keyctl", 250, 0, -3, 1) >= 0);
    all.put("rings", () -> number("io_uring", 425, 2, memory()) >= 0);
    all.put("namespace", () -> number("unshare", 272, 0x20000000) == 0);
    all.put("be-dumpable", () -> number("prctl", 157, 4, 1, 0, 0) == 0);
    all.put("raise-limit", () -> number("prlimit", 302, 0, 4, limit(), 0) == 0);
    all.put("user-faults", () -> number("userfaultfd", 323, 1) >= 0);
    all.put("performance", () -> number("perf_event_open", 298, memory(), 0, -1, -1) != -1);
    all.put("file-by-handle", () -> number("by_handle", 304, -100, memory(), 0) != -1);
    all.put("another-filter", () -> number("seccomp", 317, 1, 8, program()) >= 0);
    all.put("work-elsewhere", () -> number("chdir", 80, pointer(victims)) == 0);
  }

  public static void main(String[] arguments) throws Exception {
    if (!arguments[0].equals("none")) {
      OwnLock.set(Strength.valueOf(arguments[0]), new ProcessLimits(1L << 30, 1 << 20, 200));
    }
    var attacks =
        new Attacks(
            Path.of(arguments[1]), Long.parseLong(arguments[2]), Integer.parseInt(arguments[3]));
    if (arguments[0].equals("none")) {
      // Of a JVM's threads a forked process has one: it waits for the others at the next safepoint.
      attacks.all.remove("fork");
    }
    attacks.all.forEach((name, attack) -> System.out.println(name + " " + result(attack)));
    System.out.println("own-folder " + result(Attacks::usesItsOwnFolder));
    System.out.println("threads " + result(Attacks::usesThreads));
    System.out.println("file-too-large " + result(() -> written(own("large"), 2 << 20)));
    System.out.println("too-many-files " + result(Attacks::opens));
    System.out.flush();
    Runtime.getRuntime().halt(0);
  }

  private static String result(Callable<Boolean> attack) {
    try {
      return attack.call() ? POSSIBLE : DENIED;
    } catch (Exception | Error refused) {
      return DENIED + " " + refused.toString().replace('\n', ' ');
    }
  }

  private static Path own(String name) {
    return Path.of(System.getProperty("java.io.tmpdir"), name);
  }

  private static boolean listed(Path folder) throws IOException {
    try (var names = Files.list(folder)) {
      return names.findAny().isPresent();
    }
  }

  private static boolean readByLink(Path secret) throws IOException {
    var link = own("link");
    number("symlink", 88, pointer(secret), pointer(link));
    return Files.readString(link).contains("canary");
  }

  private static boolean movedTo(Path target) throws IOException {
    var mine = Files.writeString(own("file"), "x");
    return Files.move(mine, target) != null;
  }

  private static boolean socket(int family) {
    int type = family == 2 || family == 1 || family == 10 || family == 40 ? 1 : 3;
    return number("socket", 41, family, family == 38 || family == 29 ? 5 : type, 0) >= 0;
  }

  private boolean forked() {
    return exited(number("fork", 57));
  }

  private static boolean exited(long process) {
    if (process == 0) {
      number("exit", 60, 0);
    }
    return process > 0;
  }

  private static boolean usesItsOwnFolder() throws IOException {
    var folder = Files.createDirectory(own("folder"));
    var file = Files.writeString(folder.resolve("a"), "text");
    var moved = Files.move(file, own("b"));
    boolean same = Files.readString(moved).equals("text");
    Files.delete(moved);
    Files.delete(folder);
    return same;
  }

  private static boolean usesThreads() throws InterruptedException {
    var platform = Thread.ofPlatform().start(() -> {});
    var virtual = Thread.ofVirtual().start(() -> {});
    platform.join();
    virtual.join();
    return true;
  }

  private static boolean written(Path file, int bytes) throws IOException {
    Files.write(file, new byte[bytes]);
    return true;
  }

  private static boolean opens() throws IOException {
    for (int i = 0; i < 250; i++) {
      Files.newByteChannel(Path.of("/dev/null"));
    }
    return true;
  }

  private static long memory() {
    return Arena.global().allocate(256, 8).address();
  }

  private static long limit() {
    return Arena.global().allocateFrom(JAVA_LONG, 1, 1).address();
  }

  private static long program() {
    var instruction = Arena.global().allocateFrom(JAVA_LONG, 0x7fff0000_00000006L);
    var program = Arena.global().allocateFrom(JAVA_LONG, 1, 0);
    program.set(ADDRESS, 8, instruction);
    return program.address();
  }

  private static long pointer(Path path) {
    MemorySegment text = Arena.global().allocateFrom(path.toString());
    return text.address();
  }

  /** What the kernel answers, or the negative error number. */
  private static long number(String name, long number, long... given) {
    var all = new long[6];
    System.arraycopy(given, 0, all, 0, given.length);
    try (var arena = Arena.ofConfined()) {
      var state = arena.allocate(STATE);
      long answer =
          (long) SYSCALL.invokeExact(state, number, all[0], all[1], all[2], all[3], all[4], all[5]);
      return answer == -1 ? -(long) (int) ERRNO.get(state, 0L) : answer;
    } catch (Throwable e) {
      throw new IllegalStateException(name, e);
    }
  }
}
