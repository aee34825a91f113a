package io.hotswap.archive.linkage;

import java.lang.classfile.CodeElement;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.classfile.instruction.ConstantInstruction.LoadConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/// What a method's code refers to.
final class CodeReferences {
  private CodeReferences() {}

  static Set<Reference> of(MethodModel method) {
    Set<Reference> all = new LinkedHashSet<>();
    method
        .code()
        .ifPresent(
            code ->
                code.forEach(
                    element ->
                        entries(element).stream()
                            .map(Reference::of)
                            .flatMap(Optional::stream)
                            .forEach(all::add)));
    return all;
  }

  private static List<? extends PoolEntry> entries(CodeElement element) {
    return switch (element) {
      case InvokeInstruction it -> List.of(it.method());
      case FieldInstruction it -> List.of(it.field());
      case TypeCheckInstruction it -> List.of(it.type());
      case NewObjectInstruction it -> List.of(it.className());
      case NewReferenceArrayInstruction it -> List.of(it.componentType());
      case NewMultiArrayInstruction it -> List.of(it.arrayType());
      case LoadConstantInstruction it -> List.of(it.constantEntry());
      case ExceptionCatch it -> it.catchType().stream().toList();
      case InvokeDynamicInstruction it -> it.invokedynamic().bootstrap().arguments();
      default -> List.of();
    };
  }
}
