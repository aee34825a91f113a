package io.hotswap.lock.filter;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CallFilterTest {
  private static final int ALLOWED = 0x7fff0000;
  private static final int REFUSED = 0x00050001;
  private static final int PROCESS = 4711;
  private static final long NEGATIVE = 0xffff_ffff_0000_0000L;

  @ParameterizedTest
  @EnumSource
  void calls_of_another_architecture_end_the_process(Architecture architecture) {
    for (var other : List.of(0x40000003, 0xC000003E, 0xC00000B7, 0x40000028)) {
      int read = SystemCall.READ.on(architecture);
      int answer = FilterMachine.answer(child(architecture), other, read, 0, 0, 0, 0, 0, 0);
      assertEquals(other == architecture.audit() ? ALLOWED : 0x80000000, answer);
    }
  }

  @ParameterizedTest
  @EnumSource
  void every_number_that_is_not_listed_is_refused(Architecture architecture) {
    var free = numbers(architecture, SystemCall.Use.FREE);
    var byArguments = numbers(architecture, SystemCall.Use.BY_ARGUMENTS);
    for (int number = 0; number < 1024; number++) {
      if (!byArguments.contains(number)) {
        int expected = free.contains(number) ? ALLOWED : REFUSED;
        assertEquals(expected, answer(architecture, number), "call " + number);
      }
    }
    // The numbers of x32 on x86_64.
    assertEquals(REFUSED, answer(architecture, 0x40000000));
  }

  @ParameterizedTest
  @EnumSource
  void threads_may_be_made_and_processes_not(Architecture architecture) {
    assertEquals(ALLOWED, of(architecture, SystemCall.CLONE, 0x3d0f00));
    assertEquals(ALLOWED, of(architecture, SystemCall.CLONE, 0x7d0f00));
    for (long flags : new long[] {17, 0x4111, 0x3d0f00 | 0x10000000, 0x10000000, 0}) {
      assertEquals(REFUSED, of(architecture, SystemCall.CLONE, flags));
    }
    assertEquals(0x00050026, of(architecture, SystemCall.CLONE3, 0, 88));
  }

  @ParameterizedTest
  @EnumSource
  void limits_of_the_process_itself_may_be_read_and_no_other(Architecture architecture) {
    assertEquals(ALLOWED, of(architecture, SystemCall.PRLIMIT64, 0, 7, 0, 0x7f00));
    assertEquals(ALLOWED, of(architecture, SystemCall.PRLIMIT64, PROCESS, 7, 0, 0x7f00));
    assertEquals(REFUSED, of(architecture, SystemCall.PRLIMIT64, 1, 7, 0, 0x7f00));
    assertEquals(REFUSED, of(architecture, SystemCall.PRLIMIT64, 0, 7, 0x7f00, 0));
    // A pointer whose lower half is 0.
    assertEquals(REFUSED, of(architecture, SystemCall.PRLIMIT64, 0, 7, NEGATIVE, 0));
  }

  @ParameterizedTest
  @EnumSource
  void signals_go_to_threads_of_the_process_only(Architecture architecture) {
    assertEquals(ALLOWED, of(architecture, SystemCall.TGKILL, PROCESS, PROCESS + 1, 6));
    assertEquals(REFUSED, of(architecture, SystemCall.TGKILL, 1, 1, 6));
  }

  @ParameterizedTest
  @EnumSource
  void memory_of_no_file_cannot_be_shared(Architecture architecture) {
    assertEquals(ALLOWED, of(architecture, SystemCall.MMAP, 0, 4096, 3, 0x22));
    assertEquals(ALLOWED, of(architecture, SystemCall.MMAP, 0, 4096, 3, 0x01));
    assertEquals(REFUSED, of(architecture, SystemCall.MMAP, 0, 4096, 3, 0x21));
    assertEquals(REFUSED, of(architecture, SystemCall.MMAP, 0, 4096, 3, 0x4023));
  }

  @ParameterizedTest
  @EnumSource
  void nothing_is_truncated_that_is_opened_for_reading(Architecture architecture) {
    assertEquals(ALLOWED, of(architecture, SystemCall.OPENAT, -100, 0x7f00, 0x80000));
    assertEquals(ALLOWED, of(architecture, SystemCall.OPENAT, -100, 0x7f00, 0x241));
    assertEquals(REFUSED, of(architecture, SystemCall.OPENAT, -100, 0x7f00, 0x80200));
  }

  @ParameterizedTest
  @EnumSource
  void descriptors_get_no_owners_and_devices_no_commands(Architecture architecture) {
    assertEquals(ALLOWED, of(architecture, SystemCall.FCNTL, 5, 6));
    assertEquals(ALLOWED, of(architecture, SystemCall.FCNTL, 5, 1030));
    assertEquals(REFUSED, of(architecture, SystemCall.FCNTL, 5, 8));
    assertEquals(REFUSED, of(architecture, SystemCall.FCNTL, 5, 10));
    assertEquals(ALLOWED, of(architecture, SystemCall.IOCTL, 5, 0x541B));
    assertEquals(REFUSED, of(architecture, SystemCall.IOCTL, 5, 0x5412));
    assertEquals(ALLOWED, of(architecture, SystemCall.PRCTL, 15, 0x7f00));
    assertEquals(REFUSED, of(architecture, SystemCall.PRCTL, 4, 1));
  }

  @ParameterizedTest
  @EnumSource
  void a_host_has_the_network_by_its_usual_families(Architecture architecture) {
    var host = CallFilter.of(architecture, true, PROCESS);
    int socket = SystemCall.SOCKET.on(architecture);
    for (int family = 0; family < 46; family++) {
      int answer = FilterMachine.answer(host, architecture.audit(), socket, family, 1, 0, 0, 0, 0);
      assertEquals(Set.of(1, 2, 10).contains(family), answer == ALLOWED, "family " + family);
      assertEquals(REFUSED, of(architecture, SystemCall.SOCKET, family, 1));
    }
    int accept = SystemCall.ACCEPT4.on(architecture);
    assertEquals(
        ALLOWED, FilterMachine.answer(host, architecture.audit(), accept, 3, 0, 0, 0, 0, 0));
    assertEquals(REFUSED, of(architecture, SystemCall.ACCEPT4, 3));
  }

  @ParameterizedTest
  @EnumSource
  void the_kernel_takes_programs_of_this_length(Architecture architecture) {
    assertTrue(CallFilter.of(architecture, true, PROCESS).size() <= 4096);
  }

  private static Set<Integer> numbers(Architecture architecture, SystemCall.Use use) {
    return EnumSet.allOf(SystemCall.class).stream()
        .filter(it -> it.use() == use)
        .map(it -> it.on(architecture))
        .collect(Collectors.toSet());
  }

  private static int of(Architecture architecture, SystemCall call, long... given) {
    return answer(architecture, call.on(architecture), given);
  }

  private static int answer(Architecture architecture, int number, long... given) {
    var all = new long[6];
    System.arraycopy(given, 0, all, 0, given.length);
    return FilterMachine.answer(child(architecture), architecture.audit(), number, all);
  }

  private static List<Instruction> child(Architecture architecture) {
    return CallFilter.of(architecture, false, PROCESS);
  }
}
