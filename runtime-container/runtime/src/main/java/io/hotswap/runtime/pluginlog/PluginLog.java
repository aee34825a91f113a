package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.CurrentCall;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.telemetry.LogContext;
import java.util.HashMap;
import java.util.Map;
import org.slf4j.LoggerFactory;

/// A plugin's lines in the node's log, with fields for plugin and version, and on a call's thread
/// for tenant and trace. Every line of a plugin passes here, logged or printed, in the node or in a
/// worker process.
public final class PluginLog implements FormattedLog {
  /// Prefix of the plugins' logger names.
  public static final String LOGGERS = "plugin.";

  private final org.slf4j.Logger log;
  private final Map<String, String> fields;
  private final String whose;
  private final LogBudget budget;
  private final Runnable dropped;

  PluginLog(PluginRef ref, LogBudget budget, Runnable dropped) {
    this(LOGGERS + ref.pluginName(), ref.logFields(), ref.pluginName(), budget, dropped);
  }

  PluginLog(
      String logger, Map<String, String> fields, String whose, LogBudget budget, Runnable dropped) {
    this.log = LoggerFactory.getLogger(logger);
    this.fields = fields;
    this.whose = whose;
    this.budget = budget;
    this.dropped = dropped;
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
    switch (budget.take(line.size())) {
      case WRITE -> writeNow(line);
      case DROP -> dropped.run();
      case DROP_FIRST -> {
        dropped.run();
        DelayedTasks.inASecond(this::logDropped);
      }
    }
  }

  private void logDropped() {
    try (var _ = LogContext.with(fields)) {
      log.warn("{} lines of plugin {} were dropped: it writes too much", budget.dropped(), whose);
    }
  }

  private void writeNow(LogLine line) {
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
