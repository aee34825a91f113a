package io.hotswap.runtime;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.hotswap.domain.telemetry.CallFailure;
import io.hotswap.domain.telemetry.FailureReport;
import io.hotswap.runtime.testing.Documents;
import io.hotswap.runtime.testing.Eventually;
import io.hotswap.runtime.testing.InMemoryControlPlane;
import io.hotswap.runtime.testing.Issuer;
import io.hotswap.runtime.testing.PluginSource;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What failed calls threw is told to the control plane, for the plugin's author. */
class FailureReportsTest {
  private static final String FAILS =
      """
      public Reply handle(Call call) throws Exception {
        var body = new String(call.body());
        if (body.equals("hang")) { Thread.sleep(60_000); }
        throw new IllegalStateException("no route for " + body,
            new java.io.IOException("password=hunter2"));
      }
      """;

  @TempDir Path directory;
  private final InMemoryControlPlane controlPlane = new InMemoryControlPlane();
  private Issuer issuer;
  private NodeUnderTest node;

  private void begin(Map<String, String> more) throws Exception {
    issuer = new Issuer();
    node = new NodeUnderTest(directory, controlPlane, issuer, more);
    node.awaitReady();
    var version = controlPlane.register("1.0.0", PluginSource.of("shop", "1.0.0", FAILS).jar());
    controlPlane.publish(Documents.serving("shop", 1, version));
    controlPlane.awaitAck("shop", 1);
  }

  @AfterEach
  void stop() throws Exception {
    node.close();
    issuer.close();
  }

  private CallFailure told() throws Exception {
    Eventually.so("it is told", () -> !controlPlane.reports.failures.isEmpty());
    return controlPlane.reports.failures.getLast().failures().getFirst();
  }

  private void assertReadable(CallFailure failure) {
    assertEquals("run", failure.operation());
    assertEquals("java.lang.IllegalStateException", failure.type());
    assertEquals("no route for •••", failure.message());
    assertTrue(failure.frames().getFirst().startsWith("test.Main.handle("), failure.toString());
    assertTrue(failure.frames().contains("caused by java.io.IOException"), failure.toString());
    assertFalse(failure.toString().contains("hunter2"), failure.toString());
    assertFalse(failure.toString().contains("4111111111111111"), failure.toString());
  }

  @Test
  void a_failure_is_reported_with_place_and_trace_and_without_the_calls_content() throws Exception {
    begin(Map.of());
    var answer = node.invoke("shop", "run", "4111111111111111");
    assertEquals(502, answer.statusCode());
    assertReadable(told());
    var trace = answer.headers().firstValue("traceparent").orElseThrow().substring(3, 35);
    assertEquals(trace, told().traceId());
  }

  @Test
  void failures_in_a_worker_process_are_reported_too() throws Exception {
    begin(
        Map.of(
            "HOTSWAP_ISOLATION", "process",
            "HOTSWAP_START_TIMEOUT_MILLIS", "20000",
            "HOTSWAP_CALL_TIMEOUT_MILLIS", "20000"));
    assertEquals(502, node.invoke("shop", "run", "4111111111111111").statusCode());
    assertReadable(told());
  }

  @Test
  void a_call_that_took_too_long_is_reported_as_a_failure() throws Exception {
    begin(Map.of("HOTSWAP_CALL_TIMEOUT_MILLIS", "300"));
    assertEquals(504, node.invoke("shop", "run", "hang").statusCode());
    assertEquals("timed out", told().type());
    assertEquals("did not answer within 300 ms", told().message());
  }

  @Test
  void of_many_failures_the_last_few_are_reported() throws Exception {
    begin(Map.of("HOTSWAP_REPORTING_MILLIS", "50"));
    Eventually.so(
        "as many as are kept",
        () -> {
          node.invoke("shop", "run", "x");
          return controlPlane.reports.failures.stream()
              .anyMatch(it -> it.failures().size() == FailureReport.MAX_FAILURES);
        });
    node.invoke("shop", "run", "y");
    assertTrue(
        controlPlane.reports.failures.stream()
            .map(FailureReport::failures)
            .mapToInt(List::size)
            .allMatch(it -> it <= FailureReport.MAX_FAILURES));
  }
}
