package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.PluginText;
import java.lang.System.Logger.Level;

/// A line of a plugin's, logged or printed.
///
/// @param stackTrace of what was thrown; empty for none
/// @param stream `stdout` or `stderr` that it was printed to; empty when it was logged
public record LogLine(Level level, String text, String stackTrace, String stream) {
  public LogLine {
    text = PluginText.LINE.of(text);
    stackTrace = PluginText.STACK_TRACE.of(stackTrace);
    stream = PluginText.NAME.of(stream);
  }

  public static LogLine printed(String stream, String text) {
    return new LogLine(Level.INFO, text, "", stream);
  }

  /// In characters.
  int size() {
    return text.length() + stackTrace.length();
  }
}
