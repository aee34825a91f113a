package io.hotswap.testkit;

/// The result of one check.
///
/// @param check `archive`, `load`, `start`, `health`, `unknown operation`, `operation <name>`,
///   `stop`, `threads`, `unload`
/// @param holds whether the plugin passed
/// @param detail what was found, and what to do when it did not pass
public record CheckFinding(String check, boolean holds, String detail) {
  static CheckFinding good(String check, String detail) {
    return new CheckFinding(check, true, detail);
  }

  static CheckFinding bad(String check, String detail) {
    return new CheckFinding(check, false, detail);
  }

  @Override
  public String toString() {
    return String.format("%-5s %-20s %s", holds ? "ok" : "FAIL", check, detail);
  }
}
