package io.hotswap.runtime.loading;

import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.supervision.NodeThread;
import io.hotswap.spi.Configuration;
import io.hotswap.spi.Plugin;
import io.hotswap.telemetry.LogContext;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Tells a version of changed configurations: one after the other, of each tenant the newest, in
/// the plugin's own threads. Whatever the plugin does with it, the node only logs it.
final class ConfigurationNotices {
  private static final Logger LOG = LoggerFactory.getLogger(ConfigurationNotices.class);

  /// Each time that it is late a thread of the plugin's may go on.
  private static final int MOST_LATE = 3;

  private final PluginRef ref;
  private final Plugin plugin;
  private final ClassLoader loader;
  private final Duration limit;
  private final Map<String, Configuration> pending = new LinkedHashMap<>();
  private boolean telling;
  private boolean closed;
  private int late;

  ConfigurationNotices(PluginRef ref, Plugin plugin, ClassLoader loader, Duration limit) {
    this.ref = ref;
    this.plugin = plugin;
    this.loader = loader;
    this.limit = limit;
  }

  private record Notice(String tenant, Configuration configuration) {}

  synchronized void add(String tenant, Configuration configuration) {
    if (closed) {
      return;
    }
    pending.put(tenant, configuration);
    if (!telling) {
      NodeThread.start("configured-" + ref.label(), this::tellAll);
      telling = true;
    }
  }

  /// What was not told yet never is.
  synchronized void close() {
    closed = true;
    pending.clear();
  }

  private void tellAll() {
    try (var _ = LogContext.with(ref.logFields())) {
      for (var next = next(); next.isPresent(); next = next()) {
        tell(next.get());
      }
    }
  }

  private synchronized Optional<Notice> next() {
    var first = pending.entrySet().stream().findFirst();
    telling = first.isPresent();
    return first.map(
        it -> {
          pending.remove(it.getKey());
          return new Notice(it.getKey(), it.getValue());
        });
  }

  private void tell(Notice notice) {
    try {
      PluginThread.run(
          "configured-" + ref.label(),
          loader,
          limit,
          () -> {
            plugin.configured(notice.tenant(), notice.configuration());
            return true;
          });
    } catch (PluginThread.PluginFault fault) {
      LOG.warn("{}: configured {}", ref.label(), fault.getMessage());
      if (fault.thrown().isEmpty()) {
        wasLate();
      }
    } catch (InterruptedException e) {
      close();
      Thread.currentThread().interrupt();
    }
  }

  private synchronized void wasLate() {
    late++;
    if (late == MOST_LATE) {
      LOG.warn("{} was late {} times and is told of no more configurations", ref.label(), late);
      close();
    }
  }
}
