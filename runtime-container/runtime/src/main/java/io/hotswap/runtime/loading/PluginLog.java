package io.hotswap.runtime.loading;

import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.telemetry.LogContext;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// A plugin's lines in the node's log, marked with plugin and version, and with tenant and trace on
/// a call's thread.
final class PluginLog implements FormattedLog {
  private final org.slf4j.Logger log;
  private final Map<String, String> fields;

  PluginLog(PluginRef ref) {
    this.log = LoggerFactory.getLogger("plugin." + ref.pluginName());
    this.fields = ref.logFields();
  }

  @Override
  public String getName() {
    return log.getName();
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && log.isEnabledForLevel(level(level));
  }

  @Override
  public void write(LogLine line) {
    try (var _ = LogContext.with(marks(line))) {
      log.atLevel(level(line.level())).log(line.text());
    }
  }

  private Map<String, String> marks(LogLine line) {
    Map<String, String> marks = new HashMap<>(fields);
    if (CurrentCall.ON_THIS_THREAD.isBound()) {
      var call = CurrentCall.ON_THIS_THREAD.get();
      marks.put("tenantId", call.tenant());
      marks.put("traceId", call.traceId());
    }
    if (!line.stackTrace().isEmpty()) {
      marks.put("stackTrace", line.stackTrace());
    }
    if (!line.stream().isEmpty()) {
      marks.put("stream", line.stream());
    }
    return marks;
  }

  private static org.slf4j.event.Level level(Level level) {
    return switch (level) {
      case ALL, TRACE -> org.slf4j.event.Level.TRACE;
      case DEBUG -> org.slf4j.event.Level.DEBUG;
      case INFO -> org.slf4j.event.Level.INFO;
      case WARNING -> org.slf4j.event.Level.WARN;
      case ERROR, OFF -> org.slf4j.event.Level.ERROR;
    };
  }
}
