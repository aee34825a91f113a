package io.hotswap.runtime.isolation.child;

import io.hotswap.runtime.plugin.Thrown;

/// What is thrown and logged goes to the node as text, not without end.
final class Text {
  private static final int MOST = 16 * 1024;

  private Text() {}

  /// With its stack trace.
  static String of(Throwable thrown) {
    return bounded(Thrown.of(thrown).stackTrace().strip());
  }

  static String bounded(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + " …";
  }
}
