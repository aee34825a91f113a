package io.hotswap.runtime.logging;

import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.classic.spi.LoggingEvent;
import ch.qos.logback.core.UnsynchronizedAppenderBase;
import ch.qos.logback.core.encoder.Encoder;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.pluginlog.PluginLog;

/// Formats events on the logging threads, and queues the lines.
final class WritingAppender extends UnsynchronizedAppenderBase<ILoggingEvent> {
  private final Encoder<ILoggingEvent> encoder;
  private final LineWriter writer;

  WritingAppender(Encoder<ILoggingEvent> encoder, LineWriter writer) {
    this.encoder = encoder;
    this.writer = writer;
  }

  @Override
  protected void append(ILoggingEvent event) {
    nameThread(event);
    writer.write(encoder.encode(event), !event.getLoggerName().startsWith(PluginLog.LOGGERS));
  }

  // A plugin chooses the names of its threads, and may rename those of its calls.
  private static void nameThread(ILoggingEvent event) {
    var name = Thread.currentThread().getName();
    var fit = PluginText.NAME.of(name);
    if (!fit.equals(name) && event instanceof LoggingEvent unnamed) {
      unnamed.setThreadName(fit);
    }
  }
}
