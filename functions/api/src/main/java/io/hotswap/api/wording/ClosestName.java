package io.hotswap.api.wording;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/// The known name that a misspelt one is closest to: `dry-run` and `dryrnu` suggest `dryRun`.
public final class ClosestName {
  private static final int LONGEST = 64;

  private ClosestName() {}

  public static Optional<String> of(String sent, Collection<String> known) {
    if (sent.length() > LONGEST) {
      return Optional.empty();
    }
    return known.stream()
        .filter(it -> distance(sent, it) <= Math.max(1, it.length() / 3))
        .min(Comparator.comparingInt(it -> distance(sent, it)));
  }

  private static int distance(String sent, String name) {
    return EditDistance.between(plain(sent), plain(name));
  }

  private static String plain(String name) {
    return name.toLowerCase(Locale.ROOT).replaceAll("[-_. ]", "");
  }
}
