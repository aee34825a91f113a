package io.hotswap.archive.violation;

import io.hotswap.archive.zip.DisplayName;
import java.util.Collection;
import java.util.stream.Collectors;

/// Names for a message: the first five, since there may be ten thousand.
public final class NameList {
  private static final int SHOWN = 5;

  private NameList() {}

  public static String some(Collection<String> names) {
    var shown =
        names.stream().limit(SHOWN).map(NameList::printable).collect(Collectors.joining(", "));
    return names.size() <= SHOWN ? shown : shown + " and " + (names.size() - SHOWN) + " more";
  }

  public static String printable(String name) {
    return DisplayName.of(name);
  }
}
