package io.hotswap.archive.linkage;

import io.hotswap.archive.classpath.SharedLoader;
import io.hotswap.archive.entry.OpenJar;
import io.hotswap.spi.Plugin;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// The classes that a plugin's code can reach, by the class path rule of its loader: Java and the
/// SPI first, else the archive's jars in their order.
final class ReachableClasses {
  private static final Pattern VERSIONED = Pattern.compile("META-INF/versions/\\d+/");
  private static final String CLASS = ".class";

  private final Map<String, OpenJar> places = new HashMap<>();
  private final Map<String, Optional<ClassSummary>> known = new HashMap<>();

  ReachableClasses(List<OpenJar> classPath) {
    for (var jar : classPath) {
      for (var entry : jar.names()) {
        if (entry.endsWith(CLASS)) {
          var name = VERSIONED.matcher(entry).replaceFirst("");
          places.putIfAbsent(name.substring(0, name.length() - CLASS.length()), jar);
        }
      }
    }
  }

  /// Where the class comes from; empty where it is none of the archive's.
  Optional<OpenJar> place(String name) {
    return Optional.ofNullable(places.get(name));
  }

  /// @param name internal form, `com/example/Thing`
  Optional<ClassSummary> find(String name) throws IOException {
    var found = known.get(name);
    if (found == null) {
      found = bytes(name).map(ReachableClasses::summary);
      known.put(name, found);
    }
    return found;
  }

  /// A damaged class has no members that could be missed: whoever loads it gets another error.
  private static ClassSummary summary(byte[] bytes) {
    try {
      return ClassSummary.of(bytes);
    } catch (RuntimeException damaged) {
      return ClassSummary.UNREADABLE;
    }
  }

  private Optional<byte[]> bytes(String name) throws IOException {
    if (SharedLoader.hasClass(name.replace('/', '.'))) {
      return provided(name);
    }
    var jar = places.get(name);
    return jar == null ? Optional.empty() : jar.classFile(name);
  }

  private static Optional<byte[]> provided(String name) throws IOException {
    var loader =
        name.startsWith(Plugin.class.getPackageName().replace('.', '/') + "/")
            ? Plugin.class.getClassLoader()
            : ClassLoader.getPlatformClassLoader();
    try (var stream = loader.getResourceAsStream(name + CLASS)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    }
  }

  /// Whether the class has the member, of its own or inherited. Where a supertype is missing nobody
  /// knows: it counts as there, since the supertype is reported.
  boolean hasMember(String name, String member) throws IOException {
    var seen = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(name, "java/lang/Object"));
    while (!open.isEmpty()) {
      var next = open.removeFirst();
      if (!seen.add(next)) {
        continue;
      }
      var type = find(next);
      if (type.isEmpty() || type.get().members().contains(member)) {
        return true;
      }
      open.addAll(type.get().supertypes());
    }
    return false;
  }
}
