package io.hotswap.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FunctionMetricsTest {
  @Test
  void each_stack_has_a_namespace_of_its_own() {
    for (var stack : List.of("HotSwap/hotswap-dev", "HotSwap/team-b-dev")) {
      assertEquals(stack, FunctionMetrics.namespace(Map.of("HOTSWAP_METRICS_NAMESPACE", stack)));
    }
    assertEquals("HotSwap", FunctionMetrics.namespace(Map.of()));
    assertEquals("HotSwap", FunctionMetrics.namespace(Map.of("HOTSWAP_METRICS_NAMESPACE", " ")));
  }

  @Test
  void metrics_are_lines_of_the_embedded_metric_format() throws Exception {
    var captured = new ByteArrayOutputStream();
    var before = System.out;
    System.setOut(new PrintStream(captured, true, StandardCharsets.UTF_8));
    try {
      FunctionMetrics.count("plugins.registered.total", Map.of("plugin", "markdown"));
      FunctionMetrics.duration("deployment.duration", Duration.ofMillis(1500), Map.of());
    } finally {
      System.setOut(before);
    }
    var lines = captured.toString(StandardCharsets.UTF_8).lines().toList();
    var count = new ObjectMapper().readTree(lines.get(0));
    assertEquals("HotSwap", count.at("/_aws/CloudWatchMetrics/0/Namespace").asText());
    assertEquals(1, count.at("/plugins.registered.total").asInt());
    assertEquals("markdown", count.at("/plugin").asText());
    assertEquals(
        1500, new ObjectMapper().readTree(lines.get(1)).at("/deployment.duration").asInt());
  }
}
