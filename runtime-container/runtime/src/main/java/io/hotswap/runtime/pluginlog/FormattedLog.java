package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.ThrowableText;
import java.text.MessageFormat;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A plugin's log that takes text: messages are formatted before, on the plugin's thread, by plugin
/// code. Whatever that throws, a line is written and nothing is thrown.
public interface FormattedLog extends System.Logger {
  /// Writes a line of a level that is loggable.
  void write(LogLine line);

  /// Writes a line of any level, if it is loggable.
  default void print(LogLine line) {
    if (isLoggable(line.level())) {
      write(line);
    }
  }

  @Override
  default void log(@Nullable Level level, @Nullable String message) {
    log(level, null, message, (Throwable) null);
  }

  @Override
  default void log(@Nullable Level level, @Nullable Supplier<String> message) {
    log(level, message, null);
  }

  @Override
  default void log(@Nullable Level level, @Nullable Object object) {
    log(level, object == null ? null : object::toString, null);
  }

  @Override
  default void log(
      @Nullable Level level, @Nullable Supplier<String> message, @Nullable Throwable thrown) {
    if (takes(level)) {
      write(level, textOrElse(() -> message == null ? null : message.get(), "a line"), thrown);
    }
  }

  @Override
  default void log(
      @Nullable Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String message,
      @Nullable Throwable thrown) {
    if (takes(level)) {
      write(level, localized(bundle, message), thrown);
    }
  }

  // A line without parameters has null for them.
  @Override
  default void log(
      @Nullable Level level,
      @Nullable ResourceBundle bundle,
      @Nullable String format,
      @Nullable Object @Nullable ... parameters) {
    if (takes(level)) {
      var text = localized(bundle, format);
      boolean plain = parameters == null || parameters.length == 0;
      write(
          level,
          plain ? text : textOrElse(() -> MessageFormat.format(text, parameters), text),
          null);
    }
  }

  private boolean takes(@Nullable Level level) {
    return isLoggable(level == null ? Level.INFO : level);
  }

  private void write(@Nullable Level level, String text, @Nullable Throwable thrown) {
    write(
        new LogLine(
            level == null ? Level.INFO : level,
            text,
            thrown == null ? "" : ThrowableText.of(thrown).stackTrace(),
            ""));
  }

  private static String localized(@Nullable ResourceBundle bundle, @Nullable String text) {
    var known = String.valueOf(text);
    return bundle == null ? known : textOrElse(() -> bundle.getString(known), known);
  }

  /// @param otherwise the text when formatting fails
  @SuppressWarnings("CatchingUnchecked")
  private static String textOrElse(Supplier<@Nullable String> text, String otherwise) {
    try {
      return String.valueOf(text.get());
    } catch (Throwable thrown) {
      return otherwise + " (cannot be put together: " + ThrowableText.of(thrown) + ")";
    }
  }
}
