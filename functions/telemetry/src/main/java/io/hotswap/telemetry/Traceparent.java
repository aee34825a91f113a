package io.hotswap.telemetry;

import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanContext;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// W3C `traceparent` as text, the form in which it is stored and sent.
public final class Traceparent {
  private static final String HEADER = "traceparent";
  private static final String STATE = "tracestate";

  private record Sent(String traceparent, String tracestate) {}

  private Traceparent() {}

  /// The current span's, or an empty string outside a span.
  public static String current() {
    return of(Span.current());
  }

  /// Formatted by hand, because it is made for every call.
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

  /// A context with the remote span; the root context when the text is empty or malformed.
  public static Context context(String traceparent) {
    return context(traceparent, "");
  }

  /// The same, with the `tracestate` of that parent.
  static Context context(String traceparent, String tracestate) {
    return traceparent.isEmpty()
        ? Context.root()
        : W3CTraceContextPropagator.getInstance()
            .extract(Context.root(), new Sent(traceparent, tracestate), GETTER);
  }

  /// For links; invalid when the text is empty or malformed.
  public static SpanContext spanContext(String traceparent) {
    return Span.fromContext(context(traceparent)).getSpanContext();
  }

  /// The 32 hexadecimal digits of the trace; empty when the text is empty or malformed.
  public static Optional<String> traceId(String traceparent) {
    var context = spanContext(traceparent);
    return context.isValid() ? Optional.of(context.getTraceId()) : Optional.empty();
  }

  /// Log fields with the trace id, for lines outside a span; none when the text is empty or
  /// malformed.
  public static Map<String, String> logFields(String traceparent) {
    return traceId(traceparent).map(it -> Map.of("traceId", it)).orElse(Map.of());
  }

  private static final TextMapGetter<Sent> GETTER =
      new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(Sent carrier) {
          return List.of(HEADER, STATE);
        }

        @Override
        public @Nullable String get(@Nullable Sent carrier, String key) {
          if (carrier == null) {
            return null;
          }
          return switch (key) {
            case HEADER -> carrier.traceparent();
            case STATE -> carrier.tracestate();
            default -> null;
          };
        }
      };
}
