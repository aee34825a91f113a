package io.hotswap.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TracesInAFileTest {
  private static final String CLIENT = "00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01";

  @TempDir Path directory;

  @Test
  void spans_continue_the_callers_trace_and_name_their_parent() throws Exception {
    var file = directory.resolve("deeper/traces.jsonl");
    try (var telemetry = start(file)) {
      var inner =
          telemetry.inSpan(
              "plugin.deploy",
              CLIENT,
              Map.of("plugin", "markdown"),
              () -> telemetry.inSpan("plugin.load", "", Map.of(), Traceparent::current));
      assertTrue(inner.startsWith("00-0af7651916cd43dd8448eb211c80319c-"));
    }
    var spans = spans(file);
    var load = spans.get(0);
    var deploy = spans.get(1);
    assertEquals("plugin.load", load.at("/name").asText());
    assertEquals(deploy.at("/spanId"), load.at("/parentSpanId"));
    assertEquals("b7ad6b7169203331", deploy.at("/parentSpanId").asText());
    assertEquals("0af7651916cd43dd8448eb211c80319c", deploy.at("/traceId").asText());
    assertEquals("markdown", deploy.at("/attributes/0/value/stringValue").asText());
  }

  @Test
  void a_failure_marks_the_span_and_goes_on() throws Exception {
    var file = directory.resolve("traces.jsonl");
    try (var telemetry = start(file)) {
      assertThrows(
          IllegalStateException.class,
          () ->
              telemetry.inSpan(
                  "plugin.load",
                  CLIENT,
                  Map.of(),
                  () -> {
                    throw new IllegalStateException("no such jar");
                  }));
      telemetry.flush();
    }
    var span = spans(file).getFirst();
    assertEquals(2, span.at("/status/code").asInt());
    assertEquals("no such jar", span.at("/status/message").asText());
  }

  @Test
  void without_a_traceparent_a_trace_begins() throws Exception {
    var file = directory.resolve("traces.jsonl");
    try (var telemetry = start(file)) {
      var traceparent =
          telemetry.inSpan("plugin.register", "garbled", Map.of(), Traceparent::current);
      assertTrue(Traceparent.spanContext(traceparent).isValid());
      var link =
          telemetry.span("plugin.execute", "").addLink(Traceparent.spanContext(CLIENT)).startSpan();
      assertTrue(Traceparent.of(link).startsWith("00-"));
      link.end();
    }
    assertEquals("b7ad6b7169203331", spans(file).getLast().at("/links/0/spanId").asText());
    assertEquals("", Traceparent.current());
  }

  @Test
  void the_environment_says_where_spans_go() {
    assertEquals(new TraceExport.Nowhere(), TraceExport.from(Map.of()));
    assertEquals(
        new TraceExport.Endpoint("http://127.0.0.1:4318"),
        TraceExport.from(
            Map.of(
                "OTEL_EXPORTER_OTLP_ENDPOINT",
                "http://127.0.0.1:4318/",
                "HOTSWAP_TRACE_FILE",
                "x")));
    assertEquals(
        new TraceExport.LocalFile(Path.of("x")),
        TraceExport.from(Map.of("HOTSWAP_TRACE_FILE", "x")));
  }

  private static Telemetry start(Path file) {
    return Telemetry.start("test", "1", 1.0, Map.of("HOTSWAP_TRACE_FILE", file.toString()));
  }

  private static List<JsonNode> spans(Path file) throws Exception {
    List<JsonNode> spans = new ArrayList<>();
    for (var line : Files.readAllLines(file)) {
      new ObjectMapper()
          .readTree(line)
          .at("/resourceSpans")
          .forEach(resource -> resource.at("/scopeSpans/0/spans").forEach(spans::add));
    }
    return spans;
  }
}
