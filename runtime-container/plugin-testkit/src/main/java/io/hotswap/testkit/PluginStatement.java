package io.hotswap.testkit;

/// Text from a plugin, made fit for display: of limited length and without control characters.
final class PluginStatement {
  private static final int MOST = 2_000;

  private PluginStatement() {}

  static String shortly(String text) {
    var cut = text.length() <= MOST ? text : text.substring(0, MOST) + "…";
    return cut.replaceAll("\\p{Cntrl}", " ");
  }

  /// A throwable in one line. Its methods are the plugin's, and may throw themselves.
  static String of(Throwable thrown) {
    try {
      return shortly(String.valueOf(thrown));
    } catch (RuntimeException | Error broken) {
      return thrown.getClass().getName() + ", whose toString threw " + broken.getClass().getName();
    }
  }
}
