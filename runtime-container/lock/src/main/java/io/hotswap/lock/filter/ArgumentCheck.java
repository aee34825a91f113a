package io.hotswap.lock.filter;

import static io.hotswap.lock.filter.Instruction.and;
import static io.hotswap.lock.filter.Instruction.ifEqual;
import static io.hotswap.lock.filter.Instruction.load;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// What must hold for 32 bits of a call's argument; the kernel reads no more of those checked here.
///
/// @param argument its number, from 0
/// @param upper whether the upper 32 bits are meant
/// @param mask bits that are compared
/// @param operands with what
/// @param oneOf whether they must equal one of these, or none
record ArgumentCheck(int argument, boolean upper, int mask, List<Integer> operands, boolean oneOf) {
  private static final int FIRST_ARGUMENT = 16;
  private static final int WORD = 4;
  private static final int ALL = -1;

  ArgumentCheck {
    operands = List.copyOf(operands);
  }

  static ArgumentCheck oneOf(int argument, Integer... operands) {
    return new ArgumentCheck(argument, false, ALL, Arrays.asList(operands), true);
  }

  static ArgumentCheck noUpperHalf(int argument) {
    return new ArgumentCheck(argument, true, ALL, List.of(0), true);
  }

  static ArgumentCheck not(int argument, int mask, int operand) {
    return new ArgumentCheck(argument, false, mask, List.of(operand), false);
  }

  /// Goes on behind the last of these instructions when it holds.
  ///
  /// @param refusal instructions behind the last one that are skipped when it does not
  List<Instruction> instructions(int refusal) {
    List<Instruction> all = new ArrayList<>();
    // Both architectures are little-endian.
    all.add(load(FIRST_ARGUMENT + 2 * WORD * argument + (upper ? WORD : 0)));
    if (mask != ALL) {
      all.add(and(mask));
    }
    for (int i = 0; i < operands.size(); i++) {
      int left = operands.size() - 1 - i;
      int equal = oneOf ? left : left + refusal;
      int last = oneOf && left == 0 ? refusal : 0;
      all.add(ifEqual(operands.get(i), equal, last));
    }
    return all;
  }
}
