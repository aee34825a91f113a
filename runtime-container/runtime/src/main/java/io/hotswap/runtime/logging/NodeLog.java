package io.hotswap.runtime.logging;

import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.OutputStreamAppender;
import io.hotswap.runtime.supervision.Loop;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes the node's log to the standard output that the process was started with, whatever becomes
/// of `System.out`, in the format that is configured for all processes.
public final class NodeLog {
  private static final Logger LOG = LoggerFactory.getLogger(NodeLog.class);
  private static final String CONFIGURED = "json";
  private static final long MOST_WAITING = 8L << 20;
  private static final Duration LAST_LINES = Duration.ofSeconds(1);
  private static final LineWriter WRITER =
      new LineWriter(new FileOutputStream(FileDescriptor.out), MOST_WAITING, NodeLog::dropped);

  private NodeLog() {}

  /// Must be called before anything is logged.
  public static void begin() {
    if (!(LoggerFactory.getILoggerFactory() instanceof LoggerContext context)) {
      throw new IllegalStateException("The node logs by Logback");
    }
    var root = context.getLogger(Logger.ROOT_LOGGER_NAME);
    if (root.getAppender(CONFIGURED) instanceof OutputStreamAppender<ILoggingEvent> configured) {
      var appender = new WritingAppender(configured.getEncoder(), WRITER);
      appender.setContext(context);
      appender.start();
      root.addAppender(appender);
      root.detachAppender(configured);
    }
  }

  /// The loop that writes all lines.
  public static List<Loop> loops() {
    return List.of(WRITER.loop());
  }

  /// Lines dropped because standard output was not read in time.
  public static long dropped() {
    return WRITER.dropped();
  }

  /// Call it before the process ends: writes what was logged, if standard output is read.
  public static void flush() {
    WRITER.flush(LAST_LINES);
  }

  private static void dropped(long lines) {
    LOG.warn("{} log lines were dropped: standard output was not read fast enough", lines);
  }
}
