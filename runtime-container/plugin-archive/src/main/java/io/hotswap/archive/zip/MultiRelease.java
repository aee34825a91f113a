package io.hotswap.archive.zip;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Which entries of a multi-release jar a Java sees in place of others, by `JarFile`'s rules.
public final class MultiRelease {
  private static final String VERSIONS = "META-INF/versions/";
  private static final String NEVER = "META-INF/";
  // As `JarFile` has it, which goes one below what its documentation says.
  private static final int OLDEST = 8;
  private static final int LONGEST = 4;

  private MultiRelease() {}

  /// @param java the version that looks
  /// @return from the names that are asked for to those of the entries
  public static Map<String, String> versioned(Set<String> names, int java) {
    Map<String, Integer> latest = new HashMap<>();
    for (var entry : names) {
      int end = entry.startsWith(VERSIONS) ? entry.indexOf('/', VERSIONS.length()) : -1;
      if (end > 0 && !entry.endsWith("/") && !entry.startsWith(NEVER, end + 1)) {
        int version = version(entry.substring(VERSIONS.length(), end));
        if (version >= OLDEST && version <= java) {
          latest.merge(entry.substring(end + 1), version, Math::max);
        }
      }
    }
    Map<String, String> found = new HashMap<>();
    latest.forEach((name, version) -> found.put(name, VERSIONS + version + "/" + name));
    return found;
  }

  // Nought for what is no number, or begins with a nought.
  private static int version(String digits) {
    boolean wrong =
        digits.isEmpty()
            || digits.length() > LONGEST
            || digits.charAt(0) == '0'
            || digits.chars().anyMatch(it -> it < '0' || it > '9');
    return wrong ? 0 : Integer.parseInt(digits);
  }
}
