package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.pluginlog.FormattedLog;
import io.hotswap.runtime.pluginlog.LogLine;

/// Sends a plugin's log lines to the node.
final class WorkerLog implements FormattedLog {
  private final NodeChannel node;
  private final String name;
  private final Level lowest;

  WorkerLog(Frame.Start start, NodeChannel node) {
    this.node = node;
    this.name = "plugin." + start.name();
    this.lowest = Level.valueOf(start.level());
  }

  @Override
  public String getName() {
    return name;
  }

  @Override
  public boolean isLoggable(Level level) {
    return level != Level.OFF && level.getSeverity() >= lowest.getSeverity();
  }

  @Override
  public void write(LogLine line) {
    node.send(frame(WorkerContext.call(), line));
  }

  static Frame frame(long call, LogLine line) {
    return new Frame.Logged(
        call, line.level().name(), line.text(), line.stackTrace(), line.stream());
  }
}
