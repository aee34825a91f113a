package io.hotswap.archive.linkage;

import io.hotswap.archive.entry.OpenJar;
import java.io.IOException;
import java.lang.classfile.ClassModel;
import java.lang.classfile.FieldModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.PoolEntry;
import java.lang.constant.ClassDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// Checks what all classes of an archive refer to. One class is in memory at a time, and of every
/// class that is referred to its names.
public final class Linkage {
  private static final String CLASS = ".class";

  private final List<OpenJar> classPath;
  private final ReachableClasses classes;
  private final MissingReferences missing = new MissingReferences();
  private final MissingReferences fatal = new MissingReferences();
  private final List<Referrer> damaged = new ArrayList<>();
  private int read;

  /// @param classPath the plugin jar, then the libraries, each inspected
  public Linkage(List<OpenJar> classPath) {
    this.classPath = List.copyOf(classPath);
    classes = new ReachableClasses(classPath);
  }

  /// @param entryPoint `com.example.Thing`
  public LinkageReport check(String entryPoint) throws IOException {
    checkEntryPoint(entryPoint.replace('.', '/'));
    for (var jar : classPath) {
      for (var entry : jar.names()) {
        if (entry.endsWith(CLASS) && !entry.startsWith("META-INF/")) {
          check(entry.substring(0, entry.length() - CLASS.length()), jar);
        }
      }
    }
    var errors = fatal.list();
    return new LinkageReport(
        errors,
        missing.list().stream()
            .filter(it -> errors.stream().noneMatch(error -> error.missing().equals(it.missing())))
            .sorted(Comparator.comparing(Linkage::isOfLibraries))
            .toList(),
        damaged,
        read);
  }

  private static boolean isOfLibraries(MissingReference it) {
    return it.from().stream().noneMatch(from -> from.jar().isEmpty());
  }

  /// Its supertypes, and the types of the fields and methods that it has with them.
  private void checkEntryPoint(String name) throws IOException {
    var seen = new HashSet<String>();
    var open = new ArrayDeque<>(List.of(name));
    while (!open.isEmpty()) {
      var next = open.removeFirst();
      var jar = classes.place(next);
      if (!seen.add(next) || jar.isEmpty()) {
        continue;
      }
      var type = parsed(next, jar.get());
      if (type.isEmpty()) {
        continue;
      }
      for (var supertype : ClassSummary.of(type.get()).supertypes()) {
        report(fatal, Set.of(new Reference(supertype, "")), referrer(jar.get(), next, ""));
        open.add(supertype);
      }
      for (FieldModel field : type.get().fields()) {
        types(Stream.of(field.fieldTypeSymbol()), jar.get(), next, field.fieldName().stringValue());
      }
      for (MethodModel method : type.get().methods()) {
        types(mentioned(method.methodTypeSymbol()), jar.get(), next, display(method));
      }
    }
  }

  private static Stream<ClassDesc> mentioned(MethodTypeDesc type) {
    return Stream.concat(Stream.of(type.returnType()), type.parameterList().stream());
  }

  private void types(Stream<ClassDesc> types, OpenJar jar, String name, String member)
      throws IOException {
    Set<Reference> mentioned = new LinkedHashSet<>();
    types
        .map(ClassDesc::descriptorString)
        .map(it -> Reference.ofClass(it.startsWith("[") ? it : "[" + it))
        .forEach(it -> it.ifPresent(mentioned::add));
    report(fatal, mentioned, referrer(jar, name, member));
  }

  /// Each class once: a second one of its name is never loaded.
  private void check(String name, OpenJar jar) throws IOException {
    if (classes.place(name).filter(it -> it == jar).isEmpty()) {
      return;
    }
    read++;
    try {
      var type = parsed(name, jar);
      if (type.isPresent() && isSuspect(type.get())) {
        locate(type.get(), name, jar);
      }
    } catch (RuntimeException unreadable) {
      // The parser throws various exceptions for damaged files.
      damaged.add(referrer(jar, name, ""));
    }
  }

  private boolean isSuspect(ClassModel type) throws IOException {
    for (PoolEntry entry : type.constantPool()) {
      var reference = Reference.of(entry);
      if (reference.isPresent() && absent(reference.get()).isPresent()) {
        return true;
      }
    }
    return false;
  }

  /// Names in attributes that only describe the class, such as that of an inner class, are not
  /// needed to run it: what counts is code and supertypes.
  private void locate(ClassModel type, String name, OpenJar jar) throws IOException {
    for (var supertype : ClassSummary.of(type).supertypes()) {
      report(missing, Set.of(new Reference(supertype, "")), referrer(jar, name, ""));
    }
    for (MethodModel method : type.methods()) {
      report(missing, CodeReferences.of(method), referrer(jar, name, display(method)));
    }
  }

  private void report(MissingReferences to, Set<Reference> references, Referrer from)
      throws IOException {
    Set<Reference> absent = new LinkedHashSet<>();
    for (var reference : references) {
      absent(reference).ifPresent(absent::add);
    }
    absent.forEach(it -> to.add(it, from));
  }

  /// What of the reference is not there: the class, else the member.
  private Optional<Reference> absent(Reference reference) throws IOException {
    if (classes.find(reference.owner()).isEmpty()) {
      return Optional.of(new Reference(reference.owner(), ""));
    }
    return (reference.member().isEmpty()
            || classes.hasMember(reference.owner(), reference.member()))
        ? Optional.empty()
        : Optional.of(reference);
  }

  private Optional<ClassModel> parsed(String name, OpenJar jar) throws IOException {
    return jar.classFile(name).map(ClassSummary::parsed);
  }

  private static String display(MethodModel method) {
    return Reference.method(method.methodName().stringValue() + method.methodType().stringValue());
  }

  private static Referrer referrer(OpenJar jar, String name, String member) {
    var label = jar.label();
    return new Referrer(
        label.startsWith("lib/") ? label.substring(0, label.length() - "!/".length()) : "",
        name.replace('/', '.'),
        member);
  }
}
