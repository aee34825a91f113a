package io.hotswap.benchmarks.plugins;

/// How large a generated plugin is.
///
/// @param classes of its own, without those of a bundled library
/// @param touched how many of them the first answer needs
/// @param methods of each class, which makes it 150 bytes larger each
/// @param megabytes of data that cannot be compressed, for the jar to have its size
/// @param variant of the plugin: `json` bundles Jackson and uses it on every call, `echo` does
///   nothing, `sleep` answers when it is interrupted; empty for the plain one
public record Size(
    String name, int classes, int touched, int methods, int megabytes, String variant) {
  public static final Size TINY = new Size("tiny", 8, 2, 2, 0, "");
  public static final Size ECHO = new Size("echo", 8, 2, 2, 0, "echo");
  public static final Size SLEEP = new Size("sleep", 8, 2, 2, 0, "sleep");
  public static final Size SMALL = new Size("small", 20, 14, 10, 0, "");
  public static final Size MEDIUM = new Size("medium", 500, 100, 20, 0, "json");
  public static final Size LARGE = new Size("large", 5_000, 500, 30, 70, "json");
  public static final Size JACKSON = new Size("jackson", 20, 14, 10, 0, "json");

  boolean json() {
    return variant.equals("json");
  }
}
