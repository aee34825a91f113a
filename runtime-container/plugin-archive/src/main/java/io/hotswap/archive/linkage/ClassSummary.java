package io.hotswap.archive.linkage;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.LinkedHashSet;
import java.util.Set;

/// What others need to know of a class to refer to it.
///
/// @param supertypes in internal form, `com/example/Thing`
/// @param members names followed by descriptors
record ClassSummary(Set<String> supertypes, Set<String> members) {
  /// Its supertype is nowhere, so that nobody knows its members.
  static final ClassSummary UNREADABLE = new ClassSummary(Set.of(""), Set.of());

  /// @throws RuntimeException of various types when the class file is damaged
  static ClassSummary of(byte[] bytes) {
    return of(parsed(bytes));
  }

  static ClassSummary of(ClassModel type) {
    Set<String> members = new LinkedHashSet<>();
    for (FieldModel field : type.fields()) {
      members.add(field.fieldName().stringValue() + ":" + field.fieldType().stringValue());
    }
    for (MethodModel method : type.methods()) {
      members.add(method.methodName().stringValue() + method.methodType().stringValue());
    }
    Set<String> supertypes = new LinkedHashSet<>();
    type.superclass().map(ClassEntry::asInternalName).ifPresent(supertypes::add);
    type.interfaces().forEach(it -> supertypes.add(it.asInternalName()));
    return new ClassSummary(supertypes, members);
  }

  static ClassModel parsed(byte[] bytes) {
    return ClassFile.of(
            ClassFile.DebugElementsOption.DROP_DEBUG, ClassFile.LineNumbersOption.DROP_LINE_NUMBERS)
        .parse(bytes);
  }
}
