package io.hotswap.runtime.plugin;

import java.io.PrintWriter;
import java.io.StringWriter;

/// What a plugin threw, as text, made on the call's own thread. The thrown object would be kept
/// until the span is exported or the line is written, and its methods are the plugin's: they would
/// run on threads that outlive it, and may throw themselves.
public record Thrown(String type, String message, String stackTrace) {

  // Whatever the object's own methods throw.
  @SuppressWarnings("CatchingUnchecked")
  public static Thrown of(Throwable thrown) {
    var type = thrown.getClass().getName();
    try {
      var trace = new StringWriter();
      // Into a text: Java has no other way to write a stack trace with its causes.
      thrown.printStackTrace(new PrintWriter(trace));
      return new Thrown(type, String.valueOf(thrown.getMessage()), trace.toString());
    } catch (Throwable again) {
      var unsaid = "cannot be shown: its own methods threw " + again.getClass().getName();
      return new Thrown(type, unsaid, type + " " + unsaid);
    }
  }

  @Override
  public String toString() {
    return type + ": " + message;
  }
}
