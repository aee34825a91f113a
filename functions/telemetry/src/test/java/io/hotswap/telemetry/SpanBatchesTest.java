package io.hotswap.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.opentelemetry.sdk.common.CompletableResultCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.export.SpanExporter;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.function.Supplier;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class SpanBatchesTest {
  private final List<String> exported = new CopyOnWriteArrayList<>();
  private volatile Supplier<CompletableResultCode> answer = CompletableResultCode::ofSuccess;
  private volatile boolean shut;
  private final Telemetry telemetry =
      Telemetry.start("test", "1", 1.0, new SpanBatches(new Remembering()));

  private final class Remembering implements SpanExporter {
    @Override
    public CompletableResultCode export(Collection<SpanData> spans) {
      var said = answer.get();
      spans.forEach(it -> exported.add(it.getName()));
      return said;
    }

    @Override
    public CompletableResultCode flush() {
      return CompletableResultCode.ofSuccess();
    }

    @Override
    public CompletableResultCode shutdown() {
      shut = true;
      return CompletableResultCode.ofSuccess();
    }
  }

  @AfterEach
  void close() {
    telemetry.close();
    assertTrue(shut);
  }

  private void span(String name) {
    telemetry.inSpan(name, "", Map.of(), () -> "");
  }

  private static void interruptAll() {
    Thread.getAllStackTraces().keySet().stream()
        .filter(it -> it != Thread.currentThread() && it.getName().matches(".*[Ss]pan.*"))
        .forEach(Thread::interrupt);
  }

  @Test
  void whoever_interrupts_its_thread_ends_nothing() {
    for (int time = 0; time < 100; time++) {
      interruptAll();
      span("span " + time);
    }
    telemetry.flush();
    assertEquals(100, exported.size());
    interruptAll();
    span("last");
    telemetry.flush();
    assertEquals("last", exported.getLast());
  }

  @Test
  void an_exporter_that_fails_or_throws_costs_its_batch_only() {
    for (Supplier<CompletableResultCode> failing :
        List.<Supplier<CompletableResultCode>>of(
            CompletableResultCode::ofFailure,
            () -> {
              throw new IllegalStateException("broken");
            },
            () -> {
              throw new StackOverflowError("once");
            })) {
      answer = failing;
      span("lost");
      telemetry.flush();
      answer = CompletableResultCode::ofSuccess;
      span("kept");
      telemetry.flush();
      assertEquals("kept", exported.getLast());
    }
  }

  @Test
  void whoever_ends_spans_waits_for_no_exporter() throws Exception {
    var open = new CountDownLatch(1);
    answer =
        () -> {
          try {
            open.await();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
          }
          return CompletableResultCode.ofSuccess();
        };
    for (int span = 0; span < 10_000; span++) {
      span("one of many");
    }
    open.countDown();
    telemetry.flush();
    assertTrue(exported.size() >= 2_048 && exported.size() < 10_000, exported.size() + "");
    span("last");
    telemetry.flush();
    assertEquals("last", exported.getLast());
  }
}
