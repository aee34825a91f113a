package io.hotswap.archive.zip;

import java.util.HashMap;
import java.util.Map;
import java.util.Set;

/// Resolves the entries of a multi-release jar for a Java version, by `JarFile`'s rules.
public final class MultiRelease {
  private static final String VERSIONS = "META-INF/versions/";
  private static final String NEVER = "META-INF/";
  // As `JarFile` does, which accepts one version less than its documentation says.
  private static final int OLDEST = 8;
  private static final int LONGEST = 4;

  private MultiRelease() {}

  /// @param java the Java version
  /// @return requested names to the names of the entries
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

  // Returns 0 for what is no number, or begins with a 0.
  private static int version(String digits) {
    boolean wrong =
        digits.isEmpty()
            || digits.length() > LONGEST
            || digits.charAt(0) == '0'
            || digits.chars().anyMatch(it -> it < '0' || it > '9');
    return wrong ? 0 : Integer.parseInt(digits);
  }
}
