package io.hotswap.benchmarks.plugins;

import static java.lang.constant.ConstantDescs.CD_String;
import static java.lang.constant.ConstantDescs.CD_int;

import java.lang.classfile.ClassFile;
import java.lang.classfile.CodeBuilder;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.Random;

/// Class files made of arithmetic: the same seed, the same bytes.
final class Filler {
  private static final int PUBLIC_STATIC = ClassFile.ACC_PUBLIC | ClassFile.ACC_STATIC;
  private static final int PUBLIC_FINAL = ClassFile.ACC_PUBLIC | ClassFile.ACC_FINAL;
  private static final MethodTypeDesc INT_TO_INT = MethodTypeDesc.of(CD_int, CD_int);
  private static final int STEPS = 20;

  private Filler() {}

  static ClassDesc nameOf(int number) {
    return ClassDesc.of("bench.filler" + number / 100, "C" + number);
  }

  /// A class whose `touch` calls the last of its methods.
  static byte[] filling(int number, int methods) {
    var random = new Random(number);
    var self = nameOf(number);
    return ClassFile.of()
        .build(
            self,
            type -> {
              type.withFlags(PUBLIC_FINAL);
              for (int i = 0; i < methods; i++) {
                type.withMethodBody(
                    "m" + i, INT_TO_INT, PUBLIC_STATIC, code -> arithmetic(code, random));
              }
              type.withMethodBody(
                  "touch",
                  INT_TO_INT,
                  PUBLIC_STATIC,
                  code ->
                      code.iload(0).invokestatic(self, "m" + (methods - 1), INT_TO_INT).ireturn());
            });
  }

  private static void arithmetic(CodeBuilder code, Random random) {
    code.iload(0);
    for (int step = 0; step < STEPS; step++) {
      code.loadConstant(random.nextInt());
      if (random.nextBoolean()) {
        code.iadd();
      } else {
        code.ixor();
      }
    }
    code.ireturn();
  }

  /// `bench.Touched`: needs that many of the filling classes.
  static byte[] touching(int classes) {
    return ClassFile.of()
        .build(
            ClassDesc.of("bench.Touched"),
            type ->
                type.withFlags(PUBLIC_FINAL)
                    .withMethodBody(
                        "touch",
                        INT_TO_INT,
                        PUBLIC_STATIC,
                        code -> {
                          code.iload(0);
                          for (int i = 0; i < classes; i++) {
                            code.invokestatic(nameOf(i), "touch", INT_TO_INT);
                          }
                          code.ireturn();
                        }));
  }

  /// `bench.Version`.
  static byte[] version(String version) {
    return ClassFile.of()
        .build(
            ClassDesc.of("bench.Version"),
            type ->
                type.withFlags(PUBLIC_FINAL)
                    .withMethodBody(
                        "name",
                        MethodTypeDesc.of(CD_String),
                        PUBLIC_STATIC,
                        code -> code.loadConstant(version).areturn()));
  }
}
