package io.hotswap.archive.entrypoint;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.reflect.AccessFlag;
import java.util.LinkedHashSet;
import java.util.Set;

/// The part of a class file that the checks need; the rest is dropped to save memory.
///
/// @param name internal form, `com/example/Thing`
/// @param supertypes superclass and interfaces, in internal form
record ClassHead(
    String name,
    boolean isPublic,
    boolean isAbstract,
    boolean hasPublicConstructor,
    Set<String> supertypes) {
  /// @throws IllegalArgumentException when the class file is damaged
  static ClassHead of(byte[] bytes) {
    try {
      var type = ClassFile.of().parse(bytes);
      return new ClassHead(
          type.thisClass().asInternalName(),
          type.flags().has(AccessFlag.PUBLIC),
          type.flags().has(AccessFlag.ABSTRACT),
          type.methods().stream().anyMatch(ClassHead::isPublicNoArgConstructor),
          supertypes(type));
    } catch (RuntimeException damaged) {
      // The parser throws various exceptions for damaged files.
      throw new IllegalArgumentException(damaged.getMessage(), damaged);
    }
  }

  private static boolean isPublicNoArgConstructor(MethodModel method) {
    return method.methodName().equalsString("<init>")
        && method.methodType().equalsString("()V")
        && method.flags().has(AccessFlag.PUBLIC);
  }

  private static Set<String> supertypes(ClassModel type) {
    var names = new LinkedHashSet<String>();
    type.superclass().map(ClassEntry::asInternalName).ifPresent(names::add);
    type.interfaces().forEach(each -> names.add(each.asInternalName()));
    return names;
  }
}
