package io.hotswap.archive;

import java.io.IOException;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows superclasses and interfaces through class files.
final class Supertypes {
  static final String PLUGIN = "io/hotswap/spi/Plugin";

  private final List<OpenJar> classPath;
  private final Map<String, Optional<ClassModel>> models = new HashMap<>();

  /// @param plugin whether the SPI's interface is among them
  /// @param absent those that are neither in the archive nor in Java
  record Finding(boolean plugin, Set<String> absent) {}

  Supertypes(List<OpenJar> classPath) {
    this.classPath = classPath;
  }

  /// @throws IllegalArgumentException when a class file is damaged
  Finding of(ClassModel type) throws IOException {
    var seen = new LinkedHashSet<String>();
    var absent = new LinkedHashSet<String>();
    var open = new ArrayDeque<>(List.of(type));
    while (!open.isEmpty()) {
      for (var name : direct(open.removeFirst())) {
        if (seen.add(name)) {
          follow(name, open, absent);
        }
      }
    }
    return new Finding(seen.contains(PLUGIN), absent);
  }

  private void follow(String name, Deque<ClassModel> open, Set<String> absent) throws IOException {
    if (name.equals(PLUGIN) || isOfJava(name)) {
      return;
    }
    var model = models.get(name);
    if (model == null) {
      model = find(name);
      models.put(name, model);
    }
    model.ifPresentOrElse(open::add, () -> absent.add(name.replace('/', '.')));
  }

  private Optional<ClassModel> find(String name) throws IOException {
    for (var jar : classPath) {
      var bytes = jar.classFile(name);
      if (bytes.isPresent()) {
        return Optional.of(ClassFile.of().parse(bytes.get()));
      }
    }
    return Optional.empty();
  }

  private static Set<String> direct(ClassModel type) {
    var names = new LinkedHashSet<String>();
    type.superclass().map(ClassEntry::asInternalName).ifPresent(names::add);
    type.interfaces().forEach(each -> names.add(each.asInternalName()));
    return names;
  }

  private static boolean isOfJava(String name) {
    return ClassLoader.getPlatformClassLoader().getResource(name + ".class") != null;
  }
}
