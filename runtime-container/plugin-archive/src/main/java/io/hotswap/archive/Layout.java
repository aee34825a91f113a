package io.hotswap.archive;

import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import io.hotswap.archive.zip.StrictZip;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/// How a plugin is packed, by the names of an archive's entries.
sealed interface Layout {
  Pattern ROOT_JAR = Pattern.compile("[A-Za-z0-9._+-]+\\.jar");
  Pattern LIBRARY = Pattern.compile("lib/[A-Za-z0-9._+-]+\\.jar");

  /// A limit: a node keeps each of them open and searches them in order.
  int MOST_LIBRARIES = 1_000;

  String EXPECTED =
      "a plugin jar with META-INF/"
          + ManifestFile.NAME
          + ", or a zip of one plugin jar and lib/*.jar";

  record OneJar() implements Layout {}

  record Zip(String pluginJar, List<String> libraries) implements Layout {}

  record Unknown(Violation violation) implements Layout {}

  static Layout of(List<String> names) {
    if (names.stream().anyMatch(name -> name.startsWith("META-INF/") || name.endsWith(".class"))) {
      return new OneJar();
    }
    var pluginJars = matching(names, ROOT_JAR.asMatchPredicate());
    var libraries = matching(names, LIBRARY.asMatchPredicate());
    var others =
        matching(
            names,
            name ->
                !name.endsWith("/")
                    && !ROOT_JAR.matcher(name).matches()
                    && !LIBRARY.matcher(name).matches());
    if (pluginJars.size() != 1) {
      return unknown(
          pluginJars.isEmpty()
              ? "put the plugin jar at the root of the zip; there is none"
              : "keep one jar at the root of the zip and move the others to lib/: "
                  + NameList.some(pluginJars));
    }
    if (libraries.size() > MOST_LIBRARIES) {
      return new Unknown(
          Violation.ofArchive(
              "at most %,d libraries in lib/, not %,d".formatted(MOST_LIBRARIES, libraries.size()),
              "remove those that nothing needs, or merge small ones into one jar"));
    }
    return others.isEmpty()
        ? new Zip(pluginJars.getFirst(), libraries)
        : unknown("remove these from the zip, or move them into a jar: " + NameList.some(others));
  }

  private static Layout unknown(String fix) {
    return new Unknown(Violation.ofArchive(EXPECTED, fix));
  }

  private static List<String> matching(List<String> names, Predicate<String> wanted) {
    return names.stream().filter(wanted).toList();
  }

  /// Copies one jar of a zip to a directory, under its own name.
  static Path copyOut(StrictZip zip, String name, Path directory) throws IOException {
    if (!ROOT_JAR.matcher(name).matches() && !LIBRARY.matcher(name).matches()) {
      throw new IllegalArgumentException("not the name of a jar in a plugin zip: " + name);
    }
    var target = directory.resolve(name);
    Files.createDirectories(directory.resolve("lib"));
    try (var bytes = zip.open(name)) {
      if (bytes == null) {
        throw new IOException("the archive has no entry " + name);
      }
      Files.copy(bytes, target, StandardCopyOption.REPLACE_EXISTING);
    }
    return target;
  }
}
