package io.hotswap.telemetry;

import java.util.Map;
import org.slf4j.MDC;

/// Fields that every log line carries until this is closed: `pluginId`, `version`, `tenantId`,
/// `deploymentId`, `environment`, `strategy`.
public final class LogContext implements AutoCloseable {
  private final Map<String, String> fields;

  private LogContext(Map<String, String> fields) {
    this.fields = fields;
  }

  public static LogContext with(Map<String, String> fields) {
    fields.forEach(MDC::put);
    return new LogContext(Map.copyOf(fields));
  }

  @Override
  public void close() {
    fields.keySet().forEach(MDC::remove);
  }
}
