package io.hotswap.telemetry;

import io.opentelemetry.exporter.logging.otlp.internal.traces.OtlpStdoutSpanExporter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.trace.SpanProcessor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/// Chooses the export of spans: `OTEL_EXPORTER_OTLP_ENDPOINT` first, else the file
/// `HOTSWAP_TRACE_FILE` (one OTLP JSON document per line), else none.
sealed interface TraceExport {
  record Endpoint(String base) implements TraceExport {}

  record LocalFile(Path path) implements TraceExport {}

  record Nowhere() implements TraceExport {}

  static TraceExport from(Map<String, String> environment) {
    var endpoint = environment.getOrDefault("OTEL_EXPORTER_OTLP_ENDPOINT", "");
    var file = environment.getOrDefault("HOTSWAP_TRACE_FILE", "");
    if (!endpoint.isEmpty()) {
      return new Endpoint(endpoint.replaceAll("/+$", ""));
    }
    return file.isEmpty() ? new Nowhere() : new LocalFile(Path.of(file));
  }

  default SpanProcessor processor() {
    return switch (this) {
      case Endpoint(String base) ->
          Telemetry.batching(
              OtlpHttpSpanExporter.builder().setEndpoint(base + "/v1/traces").build());
      case LocalFile(Path path) -> appendingTo(path);
      case Nowhere() -> SpanProcessor.composite();
    };
  }

  private static SpanProcessor appendingTo(Path path) {
    try {
      var parent = path.toAbsolutePath().getParent();
      if (parent != null) {
        Files.createDirectories(parent);
      }
      return Telemetry.batching(
          OtlpStdoutSpanExporter.builder()
              .setOutput(new FileOutputStream(path.toFile(), true))
              .build());
    } catch (IOException e) {
      throw new UncheckedIOException(
          "HOTSWAP_TRACE_FILE must name a file that can be written: " + path, e);
    }
  }
}
