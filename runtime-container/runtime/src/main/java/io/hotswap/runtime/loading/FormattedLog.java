package io.hotswap.runtime.loading;

import java.text.MessageFormat;
import java.util.ResourceBundle;
import org.jspecify.annotations.Nullable;

/// A plugin's log that takes text: parameters are filled in before.
public interface FormattedLog extends System.Logger {
  /// A line of a level that is loggable.
  void write(Level level, @Nullable String text, @Nullable Throwable thrown);

  @Override
  default void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (isLoggable(level)) {
      write(level, message, thrown);
    }
  }

  // A line without parameters comes with null for them.
  @Override
  default void log(
      Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (format != null && isLoggable(level)) {
      boolean plain = parameters == null || parameters.length == 0;
      write(level, plain ? format : MessageFormat.format(format, parameters), null);
    }
  }
}
