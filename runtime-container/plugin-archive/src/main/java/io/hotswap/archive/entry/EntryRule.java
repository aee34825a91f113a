package io.hotswap.archive.entry;

import io.hotswap.archive.violation.NameList;
import io.hotswap.archive.violation.Violation;
import java.util.Collection;

/// The rules for every entry of every jar.
enum EntryRule {
  SAFE_NAME(
      "entry names that are relative paths inside the archive, with / between the parts",
      "remove the entries that are absolute, go up with .., use \\ or have control characters: "),
  NO_SPI(
      "no classes of io.hotswap.spi, which come from the runtime",
      "give hotswap-plugin-spi the scope 'provided', so that it is not packed: "),
  KNOWN_CLASS_FILE(
      "class files of Java 25 or older",
      "compile with --release 25 or lower, and pick libraries likewise: "),
  POSSIBLE_CLASS_FILE(
      "class files of a version that there is: 45 to 69, from 56 on with a minor version of 0",
      "rebuild these; no Java loads them: "),
  SMALL_CLASS_FILE("class files of at most 16 MiB", "split these: "),
  NO_PREVIEW("class files without preview features", "compile without --enable-preview: "),
  WHOLE_CLASS_FILE("class files that begin as class files do", "rebuild these; they are damaged: "),
  OWN_CLASS_PATH(
      "a Class-Path in META-INF/MANIFEST.MF that names only jars beside it",
      "remove it; libraries are found in lib/: ");

  private final String expected;
  private final String fix;

  EntryRule(String expected, String fix) {
    this.expected = expected;
    this.fix = fix;
  }

  Violation brokenBy(Collection<String> names) {
    return Violation.ofArchive(expected, fix + NameList.some(names));
  }
}
