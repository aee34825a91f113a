package io.hotswap.runtime.isolation.child;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What is thrown and logged goes to the node as text, not without end.
final class Text {
  private static final int MOST = 16 * 1024;

  private Text() {}

  /// With its stack trace; the bare class where its own methods throw as well.
  static String of(Throwable thrown) {
    try {
      var trace = new StringWriter();
      thrown.printStackTrace(new PrintWriter(trace));
      return bounded(trace.toString().strip());
    } catch (RuntimeException | StackOverflowError | LinkageError e) {
      return thrown.getClass().getName();
    }
  }

  static String bounded(String text) {
    return text.length() <= MOST ? text : text.substring(0, MOST) + " …";
  }
}
