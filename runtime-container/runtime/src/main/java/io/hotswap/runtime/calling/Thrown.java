package io.hotswap.runtime.calling;

import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import java.io.PrintWriter;
import java.io.StringWriter;

/// What a plugin threw, as an event of its call's span: as text, made on the call's own thread. The
/// thrown object would be kept until the span is exported, and its methods run on the exporter's
/// thread; both would outlive the plugin.
final class Thrown {
  private Thrown() {}

  static void recordIn(Span span, Throwable thrown) {
    if (!span.isRecording()) {
      return;
    }
    var trace = new StringWriter();
    // Into a text: Java has no other way to write a stack trace with its causes.
    thrown.printStackTrace(new PrintWriter(trace));
    span.addEvent(
        "exception",
        Attributes.builder()
            .put("exception.type", thrown.getClass().getName())
            .put("exception.message", String.valueOf(thrown.getMessage()))
            .put("exception.stacktrace", trace.toString())
            .build());
  }
}
