package io.hotswap.telemetry;

import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/// Fields of every log line of this thread until it is closed: `pluginId`, `version`, `tenantId`,
/// `deploymentId`, `environment`, `strategy`, `traceId`. Closing restores the previous values.
///
/// Closed out of order, or on another thread, a context ends with the next one of its own thread
/// that is closed in order: values of ended contexts are never restored.
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

  /// Wraps work so that it has this thread's fields on the thread it runs on.
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
      // Nothing of ours stays on a thread that plugin code may see.
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
