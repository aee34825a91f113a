package io.hotswap.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// W3C `traceparent` as text, the form in which it is stored and sent.
public final class Traceparent {
  private static final String HEADER = "traceparent";

  private Traceparent() {}

  /// The current span's, or an empty string outside one.
  public static String current() {
    return of(Span.current());
  }

  /// Written by hand: it is made for every call.
  public static String of(Span span) {
    var context = span.getSpanContext();
    return context.isValid()
        ? "00-"
            + context.getTraceId()
            + "-"
            + context.getSpanId()
            + "-"
            + context.getTraceFlags().asHex()
        : "";
  }

  /// A context whose span is the remote one; the root context when the text is empty or garbled.
  public static Context context(String traceparent) {
    if (traceparent.isEmpty()) {
      return Context.root();
    }
    return W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, GETTER);
  }

  /// For links; invalid when the text is empty or garbled.
  public static SpanContext spanContext(String traceparent) {
    return Span.fromContext(context(traceparent)).getSpanContext();
  }

  private static final TextMapGetter<String> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String carrier) {
          return List.of(HEADER);
        }

        @Override
        public @Nullable String get(@Nullable String carrier, String key) {
          return key.equals(HEADER) ? carrier : null;
        }
      };
}
