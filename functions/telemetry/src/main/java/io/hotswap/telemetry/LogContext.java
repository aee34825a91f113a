package io.hotswap.telemetry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Fields that every log line of this thread carries until this is closed: `pluginId`, `version`,
/// `tenantId`, `deploymentId`, `environment`, `strategy`, `traceId`. What stood there before stands
/// there again afterwards.
///
/// Closed out of order, or on another thread, a context ends with the next one of its own thread
/// that is closed in order: nothing is put back that has ended meanwhile.
public final class LogContext implements AutoCloseable {
  private static final ThreadLocal<@Nullable LogContext> INNERMOST = new ThreadLocal<>();

  private final Thread thread = Thread.currentThread();
  private final @Nullable LogContext outer = INNERMOST.get();
  private final Map<String, @Nullable String> before = new HashMap<>();
  private volatile boolean closed;

  private LogContext(Map<String, String> fields) {
    fields.forEach(
        (name, value) -> {
          before.put(name, MDC.get(name));
          MDC.put(name, value);
        });
    INNERMOST.set(this);
  }

  public static LogContext with(Map<String, String> fields) {
    return new LogContext(fields);
  }

  /// Work that carries this thread's fields to whichever thread runs it.
  public static Runnable carriedTo(Runnable work) {
    Map<String, String> fields = new HashMap<>();
    var here = MDC.getCopyOfContextMap();
    if (here != null) {
      fields.putAll(here);
    }
    return () -> {
      try (var _ = with(fields)) {
        work.run();
      }
    };
  }

  @Override
  public void close() {
    closed = true;
    if (Thread.currentThread() == thread) {
      endClosed();
    }
  }

  private static void endClosed() {
    var innermost = INNERMOST.get();
    while (innermost != null && innermost.closed) {
      innermost.putBack();
      innermost = innermost.outer;
    }
    if (innermost == null) {
      // A thread that plugin code may see keeps nothing of ours.
      INNERMOST.remove();
    } else {
      INNERMOST.set(innermost);
    }
  }

  private void putBack() {
    before.forEach(
        (name, value) -> {
          if (value == null) {
            MDC.remove(name);
          } else {
            MDC.put(name, value);
          }
        });
  }
}
