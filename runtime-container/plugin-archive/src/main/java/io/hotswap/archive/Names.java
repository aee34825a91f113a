package io.hotswap.archive;

import io.hotswap.archive.zip.DisplayName;
import java.util.Collection;
import java.util.stream.Collectors;

/// Names for a message: the first five, so that ten thousand don't make an answer of megabytes.
final class Names {
  private static final int SHOWN = 5;

  private Names() {}

  static String some(Collection<String> names) {
    var shown = names.stream().limit(SHOWN).map(Names::printable).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  static String printable(String name) {
    return DisplayName.of(name);
  }
}
