package io.hotswap.archive.inventory;

import java.util.Optional;
import java.util.regex.Pattern;

/// The name of a jar's file, as build tools make it: `commons-text-1.9.jar`.
///
/// @param text without folder and ending
record FileName(String text) {
  private static final Pattern VERSIONED =
      Pattern.compile("(?<name>.+?)-(?<version>[0-9][0-9A-Za-z._+-]*)");
  private static final int LONGEST = 128;

  static FileName of(String entry) {
    var file = entry.substring(entry.lastIndexOf('/') + 1);
    return new FileName(file.endsWith(".jar") ? file.substring(0, file.length() - 4) : file);
  }

  /// Whether a library of these coordinates has a file of this name, with or without classifier.
  boolean isOf(PackagedLibrary library) {
    var beginning = library.name() + library.version().map(it -> "-" + it).orElse("");
    return text.equals(library.name())
        || text.equals(beginning)
        || text.startsWith(beginning + "-");
  }

  String name() {
    var versioned = VERSIONED.matcher(text);
    var name = versioned.matches() ? versioned.group("name") : text;
    return name.length() <= LONGEST ? name : name.substring(0, LONGEST);
  }

  Optional<String> version() {
    var versioned = VERSIONED.matcher(text);
    return versioned.matches()
        ? PackagedLibrary.text(versioned.group("version"))
        : Optional.empty();
  }
}
