package io.hotswap.archive.entrypoint;

import io.hotswap.archive.entry.OpenJar;
import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Checks the class file of the entry point.
public final class EntryPoint {
  private static final String POINTER = "/entryPoint";
  private static final String CLASS = ".class";

  private final OpenJar pluginJar;
  private final Supertypes supertypes;

  /// @param classPath the plugin jar, then the libraries
  public EntryPoint(List<OpenJar> classPath) {
    pluginJar = classPath.getFirst();
    supertypes = new Supertypes(classPath);
  }

  public List<Violation> check(String name) throws IOException {
    var internal = name.replace('.', '/');
    if (ProvidedTypes.hasPackageOf(name)) {
      return List.of(
          wrong(
              "a class in a package of your own",
              "move "
                  + NameList.printable(name)
                  + " to another package: those of Java and of its APIs come from the node"
                  + suggestion()));
    }
    try {
      var bytes = pluginJar.classFile(internal);
      if (bytes.isEmpty()) {
        return List.of(
            wrong(
                "a class in the plugin jar",
                "there is no " + internal + ".class in it" + suggestion()));
      }
      var type = ClassHead.of(bytes.get());
      return type.name().equals(internal)
          ? judge(name, type)
          : List.of(
              wrong(
                  "a class file at the place of its name",
                  "it holds " + NameList.printable(type.name())));
    } catch (IllegalArgumentException damaged) {
      return List.of(wrong("a whole class file", "rebuild the jar: " + damaged.getMessage()));
    }
  }

  private List<Violation> judge(String name, ClassHead type) throws IOException {
    var violations = new ArrayList<Violation>();
    if (!type.isPublic()) {
      violations.add(wrong("a public class", "declare it so: public class " + name));
    }
    if (type.isAbstract()) {
      violations.add(
          wrong(
              "a concrete class",
              name + " is abstract or an interface; name a class that implements it"));
    } else if (!type.hasPublicConstructor()) {
      violations.add(
          wrong(
              "a public constructor without parameters", "add: public " + simple(name) + "() {}"));
    }
    implementing(name, type).ifPresent(violations::add);
    return violations;
  }

  private Optional<Violation> implementing(String name, ClassHead type) throws IOException {
    return switch (supertypes.of(type)) {
      case Supertypes.Finding(boolean plugin, var _) when plugin -> Optional.empty();
      case Supertypes.Finding(var _, var absent) when !absent.isEmpty() ->
          Optional.of(
              wrong(
                  "a class whose supertypes are in the archive",
                  "pack the library that has "
                      + NameList.some(absent)
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

  /// Classes of the plugin jar that would do, since most wrong entry points are misspelt.
  private String suggestion() throws IOException {
    var names =
        pluginJar.names().stream()
            .filter(it -> it.endsWith(CLASS) && !it.startsWith("META-INF/"))
            .map(it -> it.substring(0, it.length() - CLASS.length()))
            .toList();
    var candidates =
        supertypes.plugins(names).stream()
            .map(it -> it.replace('/', '.'))
            .filter(it -> !ProvidedTypes.hasPackageOf(it))
            .toList();
    return candidates.isEmpty() ? "" : "; did you mean " + NameList.some(candidates) + "?";
  }

  private static String simple(String name) {
    return name.substring(name.lastIndexOf('.') + 1);
  }

  private static Violation wrong(String expected, String fix) {
    return new Violation(POINTER, expected, fix);
  }
}
