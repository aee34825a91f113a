package io.hotswap.runtime.http.connection;

import io.hotswap.runtime.metrics.HttpMetrics;
import java.net.SocketAddress;
import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Counts and logs the connections that were cut: the first of a kind at once, those of the next
/// minute in one line after it.
final class CutConnections {
  private static final Logger LOG = LoggerFactory.getLogger(CutConnections.class);
  private static final long QUIET_NANOS = Duration.ofMinutes(1).toNanos();

  private final Map<CutReason, LastLine> logged = new EnumMap<>(CutReason.class);
  private final HttpMetrics metrics;

  CutConnections(HttpMetrics metrics) {
    this.metrics = metrics;
  }

  private record LastLine(long at, long unlogged) {}

  void count(CutReason reason, @Nullable SocketAddress client) {
    metrics.cut(reason.label());
    long unlogged = takeUnlogged(reason);
    if (unlogged > 0) {
      LOG.warn(
          "Cut the connection of {}: {}; {} for that reason since the last such line",
          client,
          reason.sentence(),
          unlogged);
    }
  }

  // Returns 0 while one was logged within the last minute.
  private synchronized long takeUnlogged(CutReason reason) {
    long now = System.nanoTime();
    var last = logged.get(reason);
    if (last != null && now - last.at() < QUIET_NANOS) {
      logged.put(reason, new LastLine(last.at(), last.unlogged() + 1));
      return 0;
    }
    logged.put(reason, new LastLine(now, 0));
    return last == null ? 1 : last.unlogged() + 1;
  }
}
