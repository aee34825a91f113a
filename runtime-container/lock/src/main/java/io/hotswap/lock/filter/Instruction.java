package io.hotswap.lock.filter;

/// An instruction of the kernel's classic BPF.
///
/// @param code operation
/// @param then instructions to skip when a comparison holds
/// @param otherwise instructions to skip when it does not
/// @param operand offset, mask, number to compare with, or answer
public record Instruction(int code, int then, int otherwise, int operand) {
  static final int LOAD = 0x20;
  static final int AND = 0x54;
  static final int EQUAL = 0x15;
  static final int RETURN = 0x06;
  private static final int MOST_SKIPPED = 255;

  public Instruction {
    if (then < 0 || then > MOST_SKIPPED || otherwise < 0 || otherwise > MOST_SKIPPED) {
      throw new IllegalArgumentException("a jump of " + then + " or " + otherwise);
    }
  }

  static Instruction load(int offset) {
    return new Instruction(LOAD, 0, 0, offset);
  }

  static Instruction and(int mask) {
    return new Instruction(AND, 0, 0, mask);
  }

  static Instruction ifEqual(int operand, int then, int otherwise) {
    return new Instruction(EQUAL, then, otherwise, operand);
  }

  public static Instruction answer(int action) {
    return new Instruction(RETURN, 0, 0, action);
  }
}
