package io.hotswap.archive.entry;

import java.util.Arrays;
import java.util.Optional;
import java.util.regex.Pattern;

final class EntryNames {
  private static final Pattern ODD = Pattern.compile("\\p{Cntrl}|\\\\|^[A-Za-z]:|^/|^$");
  private static final Pattern SPI =
      Pattern.compile("(META-INF/versions/\\d+/)?io/hotswap/spi/[^/]+\\.class");

  private EntryNames() {}

  static Optional<EntryRule> check(String name) {
    if (ODD.matcher(name).find() || Arrays.asList(name.split("/", -1)).contains("..")) {
      return Optional.of(EntryRule.SAFE_NAME);
    }
    return SPI.matcher(name).matches() ? Optional.of(EntryRule.NO_SPI) : Optional.empty();
  }
}
