package io.hotswap.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.AppenderBase;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

/** Which trace a log line says that it is of. */
class LogContextTest {
  private static final String OUTER = "0af7651916cd43dd8448eb211c80319c";
  private static final String INNER = "1bf7651916cd43dd8448eb211c80319d";

  private final Logger log = (Logger) LoggerFactory.getLogger(LogContextTest.class);
  private final List<String> traces = new CopyOnWriteArrayList<>();
  private final Telemetry telemetry = Telemetry.start("test", "1", 1.0, Map.of());
  private final AppenderBase<ILoggingEvent> appender =
      new AppenderBase<>() {
        @Override
        protected void append(ILoggingEvent line) {
          traces.add(line.getMDCPropertyMap().getOrDefault("traceId", "none"));
        }
      };

  @BeforeEach
  void start() {
    appender.start();
    log.addAppender(appender);
  }

  @AfterEach
  void stop() {
    log.detachAppender(appender);
    telemetry.close();
    assertNull(MDC.get("traceId"));
    assertNull(MDC.get("tenantId"));
  }

  private static String parent(String trace) {
    return "00-" + trace + "-b7ad6b7169203331-01";
  }

  private String inSpan(String trace, Runnable work) {
    return telemetry.inSpan(
        "span",
        trace.isEmpty() ? "" : parent(trace),
        Map.of(),
        () -> {
          work.run();
          return trace;
        });
  }

  @Test
  void after_an_inner_span_of_the_same_trace() {
    inSpan(
        OUTER,
        () -> {
          inSpan("", () -> log.info("inside"));
          log.info("after");
        });
    assertEquals(List.of(OUTER, OUTER), traces);
  }

  @Test
  void after_inner_spans_of_other_traces_nested_and_one_after_the_other() {
    inSpan(
        OUTER,
        () -> {
          inSpan(
              INNER,
              () -> {
                inSpan(OUTER, () -> log.info("innermost"));
                log.info("inner");
              });
          log.info("outer");
          inSpan(INNER, () -> log.info("inner"));
          log.info("outer");
        });
    log.info("outside");
    assertEquals(List.of(OUTER, INNER, OUTER, INNER, OUTER, "none"), traces);
  }

  @Test
  void after_an_inner_span_that_failed() {
    inSpan(
        OUTER,
        () -> {
          assertThrows(
              IllegalStateException.class,
              () ->
                  inSpan(
                      INNER,
                      () -> {
                        throw new IllegalStateException("on purpose");
                      }));
          log.info("after");
        });
    assertEquals(List.of(OUTER), traces);
  }

  @Test
  void after_a_context_that_had_the_field_too() {
    inSpan(
        OUTER,
        () -> {
          try (var _ = LogContext.with(Map.of("traceId", INNER, "tenantId", "acme"))) {
            try (var _ = LogContext.with(Map.of("tenantId", "umbrella"))) {
              log.info("inside");
            }
            assertEquals("acme", MDC.get("tenantId"));
          }
          assertNull(MDC.get("tenantId"));
          log.info("after");
        });
    assertEquals(List.of(INNER, OUTER), traces);
  }

  @Test
  void a_context_closed_before_the_ones_inside_it_leaves_nothing_behind() {
    inSpan(
        OUTER,
        () -> {
          var outer = LogContext.with(Map.of("traceId", INNER));
          var inner = LogContext.with(Map.of("traceId", "innermost"));
          outer.close();
          log.info("still in the inner one");
          inner.close();
          log.info("in neither");
        });
    assertEquals(List.of("innermost", OUTER), traces);
  }

  @Test
  void a_context_closed_twice_ends_once() {
    inSpan(
        OUTER,
        () -> {
          var context = LogContext.with(Map.of("traceId", INNER));
          context.close();
          context.close();
          log.info("after");
        });
    assertEquals(List.of(OUTER), traces);
  }

  @Test
  void a_context_closed_on_another_thread_takes_nothing_from_that_one() throws Exception {
    var closed = LogContext.with(Map.of("traceId", OUTER));
    var other =
        Thread.ofPlatform()
            .start(
                () -> {
                  try (var _ = LogContext.with(Map.of("traceId", INNER))) {
                    closed.close();
                    log.info("the other thread's own");
                  }
                });
    other.join();
    try (var _ = LogContext.with(Map.of("traceId", "next"))) {
      log.info("next");
    }
    log.info("after");
    assertEquals(List.of(INNER, "next", "none"), traces);
  }

  @Test
  void work_carried_to_another_thread_is_of_the_trace_that_sent_it() throws Exception {
    var work = new AtomicReference<Runnable>(() -> {});
    inSpan(OUTER, () -> work.set(LogContext.carriedTo(() -> log.info("over there"))));
    Thread.ofPlatform()
        .start(
            () -> {
              work.get().run();
              log.info("afterwards");
            })
        .join();
    assertEquals(List.of(OUTER, "none"), traces);
  }
}
