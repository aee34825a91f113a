package io.hotswap.runtime.plugin;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;

/// What a plugin threw, as text, made on the plugin's own thread within its time limit. The object
/// itself would be kept until the span is exported or the line is written, and its methods are
/// plugin code, which would run on threads that outlive the plugin and may throw or never end.
public record ThrowableText(String type, String message, String stackTrace) {
  public ThrowableText {
    type = PluginText.NAME.of(type);
    message = PluginText.MESSAGE.of(message);
    stackTrace = PluginText.STACK_TRACE.of(stackTrace);
  }

  public static ThrowableText of(Throwable thrown) {
    if (thrown instanceof WorkerException known) {
      return known.thrown();
    }
    var type = thrown.getClass().getName();
    var message = message(thrown);
    return new ThrowableText(type, message, stackTrace(thrown, type + ": " + message));
  }

  // Any throwable of the object's own methods.
  @SuppressWarnings("CatchingUnchecked")
  private static String message(Throwable thrown) {
    try {
      return String.valueOf(thrown.getMessage());
    } catch (Throwable again) {
      return unprintable(again);
    }
  }

  // Written to a text, since Java offers no other way to format a stack trace with its causes; it
  // ends where the text is full, however many causes there are.
  @SuppressWarnings("CatchingUnchecked")
  private static String stackTrace(Throwable thrown, String otherwise) {
    var trace = new BoundedWriter(PluginText.STACK_TRACE.most());
    try {
      thrown.printStackTrace(new PrintWriter(trace));
    } catch (BoundedWriter.Full full) {
      return trace + " …";
    } catch (Throwable again) {
      return trace.isEmpty()
          ? otherwise + " " + unprintable(again)
          : trace + " " + unprintable(again);
    }
    return trace.toString().strip();
  }

  private static String unprintable(Throwable again) {
    return "cannot be shown: its own methods threw " + again.getClass().getName();
  }

  /// Fields of the log line about it.
  public static Map<String, String> logFields(Optional<ThrowableText> thrown) {
    return thrown.map(it -> Map.of("stackTrace", it.stackTrace())).orElseGet(Map::of);
  }

  public void recordOn(Span span) {
    if (span.isRecording()) {
      span.addEvent(
          "exception",
          Attributes.builder()
              .put("exception.type", type)
              .put("exception.message", message)
              .put("exception.stacktrace", stackTrace)
              .build());
    }
  }

  @Override
  public String toString() {
    return type + ": " + message;
  }
}
