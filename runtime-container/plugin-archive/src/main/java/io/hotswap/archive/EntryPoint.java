package io.hotswap.archive;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Looks at the entry point as the class file it is.
final class EntryPoint {
  private static final String POINTER = "/entryPoint";

  private final OpenJar pluginJar;
  private final Supertypes supertypes;

  /// @param classPath the plugin jar, then the libraries
  EntryPoint(List<OpenJar> classPath) {
    pluginJar = classPath.getFirst();
    supertypes = new Supertypes(classPath);
  }

  List<Violation> check(String name) throws IOException {
    var internal = name.replace('.', '/');
    try {
      var bytes = pluginJar.classFile(internal);
      if (bytes.isEmpty()) {
        return List.of(
            wrong(
                "a class in the plugin jar",
                "there is no " + internal + ".class in it" + suggestion()));
      }
      var type = ClassFile.of().parse(bytes.get());
      return type.thisClass().asInternalName().equals(internal)
          ? judge(name, type)
          : List.of(
              wrong(
                  "a class file at the place of its name",
                  "it holds " + type.thisClass().asInternalName()));
    } catch (IllegalArgumentException damaged) {
      return List.of(wrong("a whole class file", "rebuild the jar: " + damaged.getMessage()));
    }
  }

  private List<Violation> judge(String name, ClassModel type) throws IOException {
    var violations = new ArrayList<Violation>();
    if (!type.flags().has(AccessFlag.PUBLIC)) {
      violations.add(wrong("a public class", "declare it so: public class " + name));
    }
    if (type.flags().has(AccessFlag.ABSTRACT)) {
      violations.add(
          wrong(
              "a concrete class",
              name + " is abstract or an interface; name a class that implements it"));
    } else if (type.methods().stream().noneMatch(EntryPoint::isPublicNoArgConstructor)) {
      violations.add(
          wrong(
              "a public constructor without parameters", "add: public " + simple(name) + "() {}"));
    }
    implementing(name, type).ifPresent(violations::add);
    return violations;
  }

  private Optional<Violation> implementing(String name, ClassModel type) throws IOException {
    return switch (supertypes.of(type)) {
      case Supertypes.Finding(boolean plugin, var _) when plugin -> Optional.empty();
      case Supertypes.Finding(var _, var absent) when !absent.isEmpty() ->
          Optional.of(
              wrong(
                  "a class whose supertypes are in the archive",
                  "pack the library that has "
                      + Names.some(absent)
                      + ", which "
                      + name
                      + " extends or implements"));
      case Supertypes.Finding(var _, var _) ->
          Optional.of(
              wrong(
                  "a class that implements " + Supertypes.PLUGIN.replace('/', '.'),
                  "declare it so, or name another class" + suggestion()));
    };
  }

  private static boolean isPublicNoArgConstructor(MethodModel method) {
    return method.methodName().equalsString("<init>")
        && method.methodType().equalsString("()V")
        && method.flags().has(AccessFlag.PUBLIC);
  }

  /// Classes of the plugin jar that would do, since most wrong entry points are misspelt right
  /// ones.
  private String suggestion() throws IOException {
    var candidates = new ArrayList<String>();
    for (var entry : pluginJar.names()) {
      if (entry.endsWith(".class") && !entry.startsWith("META-INF/") && isCandidate(entry)) {
        candidates.add(entry.substring(0, entry.length() - ".class".length()).replace('/', '.'));
      }
    }
    return candidates.isEmpty() ? "" : "; did you mean " + Names.some(candidates) + "?";
  }

  private boolean isCandidate(String entry) throws IOException {
    var bytes = pluginJar.classFile(entry.substring(0, entry.length() - ".class".length()));
    if (bytes.isEmpty()) {
      return false;
    }
    try {
      var type = ClassFile.of().parse(bytes.get());
      return !type.flags().has(AccessFlag.ABSTRACT) && supertypes.of(type).plugin();
    } catch (IllegalArgumentException _) {
      return false; // A damaged class is nobody's suggestion; EntryRule names it.
    }
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Violation wrong(String expected, String fix) {
    return new Violation(POINTER, expected, fix);
  }
}
