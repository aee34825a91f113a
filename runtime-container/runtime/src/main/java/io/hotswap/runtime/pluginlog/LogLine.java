package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.PluginText;
import java.lang.System.Logger.Level;

/// A line of a plugin, logged or printed.
///
/// @param stackTrace of a throwable; empty for none
/// @param stream `stdout` or `stderr`; empty when it was logged
public record LogLine(Level level, String text, String stackTrace, String stream) {
  public LogLine {
    text = PluginText.LINE.of(text);
    stackTrace = PluginText.STACK_TRACE.of(stackTrace);
    stream = PluginText.NAME.of(stream);
  }

  public static LogLine printed(String stream, String text) {
    return new LogLine(Level.INFO, text, "", stream);
  }

  /// The length in characters.
  int size() {
    return text.length() + stackTrace.length();
  }
}
