package io.hotswap.telemetry;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanBuilder;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.context.Context;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.samplers.Sampler;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/// Traces of one process. Spans are exported to an OTLP endpoint, to a local file, or not at all,
/// by environment variables; see [TraceExport].
public final class Telemetry implements AutoCloseable {
  private static final AttributeKey<String> SERVICE = AttributeKey.stringKey("service.name");
  private static final AttributeKey<String> INSTANCE =
      AttributeKey.stringKey("service.instance.id");

  private final SdkTracerProvider provider;
  private final Tracer tracer;

  private Telemetry(SdkTracerProvider provider) {
    this.provider = provider;
    this.tracer = provider.get("io.hotswap");
  }

  /// @param service the service's name: `hotswap-registration`, `hotswap-node`
  /// @param instance id of the process within its service
  /// @param rootRatio share of root traces that are sampled; a caller's decision is always followed
  public static Telemetry start(
      String service, String instance, double rootRatio, Map<String, String> environment) {
    return start(service, instance, rootRatio, TraceExport.from(environment).processor());
  }

  /// @param processor receives the spans
  public static Telemetry start(
      String service, String instance, double rootRatio, SpanProcessor processor) {
    var resource =
        Resource.getDefault()
            .merge(Resource.create(Attributes.of(SERVICE, service, INSTANCE, instance)));
    return new Telemetry(
        SdkTracerProvider.builder()
            .setResource(resource)
            .setSampler(Sampler.parentBased(Sampler.traceIdRatioBased(rootRatio)))
            .addSpanProcessor(processor)
            .build());
  }

  static SpanProcessor batching(io.opentelemetry.sdk.trace.export.SpanExporter exporter) {
    return new SpanBatches(exporter);
  }

  /// Work in a span: it throws what it declares, and so does [#inSpan].
  @FunctionalInterface
  public interface Work<T, E extends Exception> {
    T run() throws E;
  }

  /// For spans that [#inSpan] does not cover: links, explicit times.
  public SpanBuilder span(String name, String parentTraceparent) {
    return span(name, parentTraceparent, "");
  }

  /// @param parentTracestate the `tracestate` of that parent
  public SpanBuilder span(String name, String parentTraceparent, String parentTracestate) {
    return tracer
        .spanBuilder(name)
        .setParent(Traceparent.context(parentTraceparent, parentTracestate));
  }

  /// Runs work in a span. The span is current, its trace id is in the log context, and a throwable
  /// marks it failed.
  ///
  /// @param parentTraceparent W3C `traceparent` of the parent; empty to continue the current span,
  ///   or to start a trace when there is none
  public <T, E extends Exception> T inSpan(
      String name, String parentTraceparent, Map<String, String> attributes, Work<T, E> work)
      throws E {
    return inSpan(name, parentTraceparent, () -> attributes, work);
  }

  /// @param attributes evaluated only when the span is recorded
  public <T, E extends Exception> T inSpan(
      String name,
      String parentTraceparent,
      Supplier<Map<String, String>> attributes,
      Work<T, E> work)
      throws E {
    return inSpan(name, SpanKind.INTERNAL, parentTraceparent, attributes, work);
  }

  public <T, E extends Exception> T inSpan(
      String name,
      SpanKind kind,
      String parentTraceparent,
      Supplier<Map<String, String>> attributes,
      Work<T, E> work)
      throws E {
    var parent =
        parentTraceparent.isEmpty() ? Context.current() : Traceparent.context(parentTraceparent);
    var span = tracer.spanBuilder(name).setSpanKind(kind).setParent(parent).startSpan();
    if (span.isRecording()) {
      attributes.get().forEach(span::setAttribute);
    }
    return within(span, work);
  }

  private static <T, E extends Exception> T within(Span span, Work<T, E> work) throws E {
    try (var current = span.makeCurrent();
        var logged = LogContext.with(Map.of("traceId", span.getSpanContext().getTraceId()))) {
      return work.run();
    } catch (Throwable e) {
      span.recordException(e);
      span.setStatus(StatusCode.ERROR, String.valueOf(e.getMessage()));
      throw e;
    } finally {
      span.end();
    }
  }

  /// Exports everything recorded so far: a Lambda may be frozen right after.
  public void flush() {
    provider.forceFlush().join(2, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    provider.shutdown().join(2, TimeUnit.SECONDS);
  }
}
