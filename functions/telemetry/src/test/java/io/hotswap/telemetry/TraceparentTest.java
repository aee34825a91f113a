package io.hotswap.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class TraceparentTest {
  private static final String TRACE = "0af7651916cd43dd8448eb211c80319c";

  @Test
  void the_trace_id_is_that_of_the_traceparent() {
    var traceparent = "00-" + TRACE + "-b7ad6b7169203331-01";
    assertEquals(Optional.of(TRACE), Traceparent.traceId(traceparent));
    assertEquals(Map.of("traceId", TRACE), Traceparent.logFields(traceparent));
  }

  @Test
  void an_empty_or_malformed_text_has_no_trace_id() {
    assertEquals(Optional.empty(), Traceparent.traceId(""));
    assertEquals(Optional.empty(), Traceparent.traceId("00-" + TRACE + "-1-01"));
    assertEquals(Map.of(), Traceparent.logFields("a-b-c-d"));
  }
}
