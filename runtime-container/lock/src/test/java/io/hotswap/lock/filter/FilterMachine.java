package io.hotswap.lock.filter;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.List;

/** Runs a filter of system calls as the kernel does, on `struct seccomp_data`. */
final class FilterMachine {
  private static final int SIZE = 64;

  private FilterMachine() {}

  static int answer(List<Instruction> program, int audit, int number, long... arguments) {
    var data = ByteBuffer.allocate(SIZE).order(ByteOrder.LITTLE_ENDIAN);
    data.putInt(number).putInt(audit).putLong(0x7fff_0000_1000L);
    for (long argument : arguments) {
      data.putLong(argument);
    }
    int accumulator = 0;
    for (int at = 0; at < program.size(); at++) {
      var it = program.get(at);
      switch (it.code()) {
        case 0x20 -> accumulator = data.getInt(it.operand());
        case 0x54 -> accumulator &= it.operand();
        case 0x15 -> at += accumulator == it.operand() ? it.then() : it.otherwise();
        case 0x06 -> {
          return it.operand();
        }
        default -> throw new IllegalStateException("the kernel does not know " + it);
      }
    }
    throw new IllegalStateException("the program ends without an answer");
  }
}
