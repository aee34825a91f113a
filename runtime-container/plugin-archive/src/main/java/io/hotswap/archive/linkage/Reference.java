package io.hotswap.archive.linkage;

import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.FieldRefEntry;
import java.lang.classfile.constantpool.MemberRefEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.MethodTypeDesc;
import java.util.Optional;

/// What an entry of a constant pool refers to.
///
/// @param owner internal form
/// @param member name and descriptor as in [ClassSummary]; empty for the class itself
record Reference(String owner, String member) {
  static Optional<Reference> of(PoolEntry entry) {
    return switch (entry) {
      case ClassEntry type -> ofClass(type.asInternalName());
      case FieldRefEntry field ->
          ofMember(field, field.name().stringValue() + ":" + field.type().stringValue());
      case MemberRefEntry method ->
          ofMember(method, method.name().stringValue() + method.type().stringValue());
      case MethodHandleEntry handle -> of(handle.reference());
      default -> Optional.empty();
    };
  }

  private static Optional<Reference> ofMember(MemberRefEntry entry, String member) {
    var owner = entry.owner().asInternalName();
    // Arrays have the members of Object, and these two take any descriptor (JLS 15.12.3).
    return (owner.startsWith("[")
            || owner.equals("java/lang/invoke/MethodHandle")
            || owner.equals("java/lang/invoke/VarHandle"))
        ? Optional.empty()
        : Optional.of(new Reference(owner, member));
  }

  /// Of an array its elements' class.
  static Optional<Reference> ofClass(String name) {
    if (!name.startsWith("[")) {
      return Optional.of(new Reference(name, ""));
    }
    var element = name.substring(name.lastIndexOf('[') + 1);
    return element.startsWith("L")
        ? Optional.of(new Reference(element.substring(1, element.length() - 1), ""))
        : Optional.empty();
  }

  String display() {
    var type = owner.replace('/', '.');
    if (member.isEmpty()) {
      return type;
    }
    int descriptor = member.indexOf('(');
    return descriptor < 0
        ? type + "." + member.substring(0, member.indexOf(':'))
        : type + "." + method(member);
  }

  /// `name(String, int)`
  static String method(String nameAndDescriptor) {
    int descriptor = nameAndDescriptor.indexOf('(');
    var display =
        MethodTypeDesc.ofDescriptor(nameAndDescriptor.substring(descriptor)).displayDescriptor();
    return nameAndDescriptor.substring(0, descriptor)
        + display.substring(0, display.lastIndexOf(')') + 1);
  }
}
