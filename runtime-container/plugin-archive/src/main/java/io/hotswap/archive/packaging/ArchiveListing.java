package io.hotswap.archive.packaging;

import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Optional;
import java.util.SequencedSet;
import java.util.function.Predicate;
import java.util.jar.Attributes;
import java.util.jar.Attributes.Name;
import java.util.regex.Pattern;

/// The entry names and manifest attributes of an archive.
final class ArchiveListing {
  static final String MANIFEST = "META-INF/hotswap-plugin.json";

  private static final int LENGTH = 120;
  private static final Pattern TOP_FOLDER =
      Pattern.compile("(?!((META|BOOT|WEB)-INF|lib)/)[^./\\\\][^/]*/");
  private static final Pattern JUNK =
      Pattern.compile("__MACOSX/.*|(.*/)?(\\._[^/]*|\\.DS_Store|Thumbs\\.db|desktop\\.ini)");

  private final SequencedSet<String> names;
  private final Attributes attributes;

  /// @param attributes the main attributes of META-INF/MANIFEST.MF
  ArchiveListing(Collection<String> names, Attributes attributes) {
    this.names = new LinkedHashSet<>(names);
    this.attributes = attributes;
  }

  /// Without the files of Finder and Explorer.
  ArchiveListing cleaned() {
    return new ArchiveListing(names.stream().filter(it -> !isJunk(it)).toList(), attributes);
  }

  static boolean isJunk(String name) {
    return JUNK.matcher(name).matches();
  }

  /// The same archive as if its only top folder were its root; unchanged without one.
  ArchiveListing belowTopFolder() {
    var top = topFolder();
    return top.isEmpty()
        ? this
        : new ArchiveListing(
            names.stream()
                .map(it -> it.substring(top.length()))
                .filter(it -> !it.isEmpty())
                .toList(),
            attributes);
  }

  /// With its slash; empty for none.
  String topFolder() {
    if (names.isEmpty()) {
      return "";
    }
    var first = names.getFirst();
    var top = first.substring(0, first.indexOf('/') + 1);
    return TOP_FOLDER.matcher(top).matches() && names.stream().allMatch(it -> it.startsWith(top))
        ? top
        : "";
  }

  Collection<String> names() {
    return names;
  }

  boolean has(String name) {
    return names.contains(name);
  }

  Optional<String> first(Predicate<String> wanted) {
    return names.stream().filter(wanted).findFirst().map(ArchiveListing::printable);
  }

  Optional<String> first(Pattern wanted) {
    return first(wanted.asMatchPredicate());
  }

  /// Empty where the attribute is missing.
  String attribute(String name) {
    var value = attributes.getValue(new Name(name));
    return value == null ? "" : value.strip();
  }

  /// As `Name: value`, when the value has this prefix.
  Optional<String> attribute(String name, String beginning) {
    var value = attribute(name);
    return !value.isEmpty() && value.startsWith(beginning)
        ? Optional.of(printable(name + ": " + value))
        : Optional.empty();
  }

  static String printable(String name) {
    var clean = name.replaceAll("\\p{Cntrl}", "?");
    return clean.length() <= LENGTH ? clean : clean.substring(0, LENGTH) + "…";
  }
}
