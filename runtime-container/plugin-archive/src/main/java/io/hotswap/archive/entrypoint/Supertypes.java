package io.hotswap.archive.entrypoint;

import io.hotswap.archive.entry.OpenJar;
import java.io.IOException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// Follows superclasses and interfaces through class files, reading each once.
final class Supertypes {
  static final String PLUGIN = "io/hotswap/spi/Plugin";

  private final List<OpenJar> classPath;
  private final Map<String, Optional<ClassHead>> heads = new HashMap<>();

  /// @param plugin whether the SPI's interface is among them
  /// @param absent those that are neither in the archive nor in Java
  record Finding(boolean plugin, Set<String> absent) {}

  Supertypes(List<OpenJar> classPath) {
    this.classPath = classPath;
  }

  /// @throws IllegalArgumentException when a class file is damaged
  Finding of(ClassHead type) throws IOException {
    var seen = new LinkedHashSet<>(type.supertypes());
    var absent = new LinkedHashSet<String>();
    var open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      var name = open.removeFirst();
      if (ProvidedTypes.has(name)) {
        continue;
      }
      var head = head(name);
      if (head.isEmpty()) {
        absent.add(name.replace('/', '.'));
        continue;
      }
      for (var next : head.get().supertypes()) {
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    return new Finding(seen.contains(PLUGIN), absent);
  }

  /// Which of these are concrete and implement the SPI's interface. One search for all, not one for
  /// each: an archive may have tens of thousands that extend one another.
  List<String> plugins(Collection<String> names) throws IOException {
    Map<String, List<String>> subtypes = new HashMap<>();
    var seen = new LinkedHashSet<>(names);
    var open = new ArrayDeque<>(seen);
    while (!open.isEmpty()) {
      var name = open.removeFirst();
      for (var next : supertypes(name)) {
        subtypes.computeIfAbsent(next, _ -> new ArrayList<>()).add(name);
        if (seen.add(next)) {
          open.add(next);
        }
      }
    }
    var implementing = new HashSet<String>();
    open.add(PLUGIN);
    while (!open.isEmpty()) {
      for (var subtype : subtypes.getOrDefault(open.removeFirst(), List.of())) {
        if (implementing.add(subtype)) {
          open.add(subtype);
        }
      }
    }
    return names.stream().filter(it -> implementing.contains(it) && isConcrete(it)).toList();
  }

  private boolean isConcrete(String name) {
    return heads.getOrDefault(name, Optional.empty()).filter(it -> !it.isAbstract()).isPresent();
  }

  private Set<String> supertypes(String name) throws IOException {
    if (ProvidedTypes.has(name)) {
      return Set.of();
    }
    try {
      return head(name).map(ClassHead::supertypes).orElse(Set.of());
    } catch (IllegalArgumentException damaged) {
      return Set.of(); // A damaged class is nobody's suggestion; EntryRule names it.
    }
  }

  private Optional<ClassHead> head(String name) throws IOException {
    var known = heads.get(name);
    if (known != null) {
      return known;
    }
    var found = find(name);
    heads.put(name, found);
    return found;
  }

  private Optional<ClassHead> find(String name) throws IOException {
    for (var jar : classPath) {
      var bytes = jar.classFile(name);
      if (bytes.isPresent()) {
        return Optional.of(ClassHead.of(bytes.get()));
      }
    }
    return Optional.empty();
  }
}
