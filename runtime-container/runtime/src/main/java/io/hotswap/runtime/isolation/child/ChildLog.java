package io.hotswap.runtime.isolation.child;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.loading.FormattedLog;
import org.jspecify.annotations.Nullable;

/// A plugin's lines, on their way to the node's log.
final class ChildLog implements FormattedLog {
  private final ToNode node;
  private final String name;
  private final Level lowest;

  ChildLog(Frame.Start start, ToNode node) {
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
  public void write(Level level, @Nullable String text, @Nullable Throwable thrown) {
    var line = thrown == null ? String.valueOf(text) : text + "\n" + Text.of(thrown);
    node.say(new Frame.Logged(ChildContext.call(), level.name(), Text.bounded(line)));
  }
}
