package io.hotswap.lock.filter;

import static io.hotswap.lock.filter.Instruction.answer;
import static io.hotswap.lock.filter.Instruction.ifEqual;
import static io.hotswap.lock.filter.Instruction.load;

import java.util.ArrayList;
import java.util.List;

/// The allow-list of system calls of a JVM that starts no programs, as a program for the kernel.
public final class CallFilter {
  public static final int ALLOW = 0x7fff0000;
  static final int KILL = 0x80000000;
  static final int NOT_PERMITTED = 0x00050001;
  static final int UNKNOWN_CALL = 0x00050026;
  private static final int NUMBER = 0;
  private static final int ARCHITECTURE = 4;

  private static final int SHARED_AND_ANONYMOUS = 0x21;
  private static final int MODE_OF_OPENING = 0x203;
  private static final int TRUNCATE_FOR_READING = 0x200;
  private static final int THREAD_BY_GLIBC = 0x3d0f00;
  private static final int THREAD_BY_MUSL = 0x7d0f00;
  private static final int SET_NAME = 15;
  private static final int GET_NAME = 16;
  private static final int NAME_MEMORY = 0x53564d41;
  private static final int TERMINAL_SETTINGS = 0x5401;
  private static final int BYTES_TO_READ = 0x541B;
  private static final Integer[] OF_FILES_AND_LOCKS = {0, 1, 2, 3, 4, 5, 6, 7, 1030};
  // Unix sockets, IPv4, IPv6.
  private static final Integer[] FAMILIES = {1, 2, 10};
  private static final List<SystemCall> BY_FAMILY =
      List.of(SystemCall.SOCKET, SystemCall.SOCKETPAIR);

  private final List<Instruction> instructions = new ArrayList<>();
  private final Architecture architecture;

  private CallFilter(Architecture architecture) {
    this.architecture = architecture;
  }

  /// @param network whether sockets of the usual families may be made
  /// @param process whose threads may signal each other
  public static List<Instruction> of(Architecture architecture, boolean network, int process) {
    var filter = new CallFilter(architecture);
    filter.begin();
    filter.free(network);
    filter.checked(process);
    if (network) {
      BY_FAMILY.forEach(it -> filter.allow(it, ArgumentCheck.oneOf(0, FAMILIES)));
    }
    filter.instructions.add(answer(NOT_PERMITTED));
    return List.copyOf(filter.instructions);
  }

  // Calls by another architecture's numbers, 32 bits on 64 for example, mean something else.
  private void begin() {
    instructions.add(load(ARCHITECTURE));
    instructions.add(ifEqual(architecture.audit(), 1, 0));
    instructions.add(answer(KILL));
    instructions.add(load(NUMBER));
  }

  private void free(boolean network) {
    for (var call : SystemCall.values()) {
      boolean ofNetwork = call.use() == SystemCall.Use.NETWORK && !BY_FAMILY.contains(call);
      if (call.use() == SystemCall.Use.FREE || (network && ofNetwork)) {
        add(call, List.of(answer(ALLOW)));
      }
    }
  }

  private void checked(int process) {
    // Kernels whose Landlock does not know truncation would let it pass.
    allow(SystemCall.OPENAT, ArgumentCheck.not(2, MODE_OF_OPENING, TRUNCATE_FOR_READING));
    // Shared memory that belongs to no file is not counted by the limit of a process's own memory.
    allow(SystemCall.MMAP, ArgumentCheck.not(3, SHARED_AND_ANONYMOUS, SHARED_AND_ANONYMOUS));
    allow(SystemCall.CLONE, ArgumentCheck.oneOf(0, THREAD_BY_GLIBC, THREAD_BY_MUSL));
    // Its flags are in memory, which a filter cannot read; the C library then takes `clone`.
    add(SystemCall.CLONE3, List.of(answer(UNKNOWN_CALL)));
    allow(SystemCall.PRCTL, ArgumentCheck.oneOf(0, SET_NAME, GET_NAME, NAME_MEMORY));
    // Limits of its own, to read.
    allow(
        SystemCall.PRLIMIT64,
        ArgumentCheck.oneOf(0, 0, process),
        ArgumentCheck.oneOf(2, 0),
        ArgumentCheck.noUpperHalf(2));
    allow(SystemCall.TGKILL, ArgumentCheck.oneOf(0, process));
    allow(SystemCall.IOCTL, ArgumentCheck.oneOf(1, TERMINAL_SETTINGS, BYTES_TO_READ));
    allow(SystemCall.FCNTL, ArgumentCheck.oneOf(1, OF_FILES_AND_LOCKS));
  }

  private void allow(SystemCall call, ArgumentCheck... checks) {
    List<Instruction> body = new ArrayList<>(List.of(answer(ALLOW), answer(NOT_PERMITTED)));
    for (int i = checks.length - 1; i >= 0; i--) {
      body.addAll(0, checks[i].instructions(body.size() - 1));
    }
    add(call, body);
  }

  private void add(SystemCall call, List<Instruction> body) {
    int number = call.on(architecture);
    if (number != SystemCall.NONE) {
      instructions.add(ifEqual(number, 0, body.size()));
      instructions.addAll(body);
    }
  }
}
