package io.hotswap.runtime.plugin;

import java.util.regex.Pattern;

/// The names that a plugin may give to business metrics.
public final class MetricName {
  private static final int LONGEST = 64;
  private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,63}");

  private MetricName() {}

  public static boolean isOne(String name) {
    return name.length() <= LONGEST && NAME.matcher(name).matches();
  }
}
