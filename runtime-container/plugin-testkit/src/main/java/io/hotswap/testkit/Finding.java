package io.hotswap.testkit;

/// What one check found.
///
/// @param check `archive`, `load`, `start`, `health`, `unknown operation`, `operation <name>`,
///   `stop`, `threads`, `unload`
/// @param holds whether the plugin passed
/// @param detail what was seen, and what to do when it did not pass
public record Finding(String check, boolean holds, String detail) {
  static Finding good(String check, String detail) {
    return new Finding(check, true, detail);
  }

  static Finding bad(String check, String detail) {
    return new Finding(check, false, detail);
  }

  @Override
  public String toString() {
    return String.format("%-5s %-20s %s", holds ? "ok" : "FAIL", check, detail);
  }
}
