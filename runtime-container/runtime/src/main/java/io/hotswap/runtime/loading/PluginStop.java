package io.hotswap.runtime.loading;

import io.hotswap.runtime.classloading.PluginClassLoader;
import io.hotswap.runtime.plugin.PluginRef;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.plugin.ThrowableText;
import io.hotswap.spi.Plugin;
import io.hotswap.telemetry.LogContext;
import java.time.Duration;
import java.util.List;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Calls the plugin's `stop`. Failures are logged; unloading continues.
final class PluginStop {
  private static final Logger LOG = LoggerFactory.getLogger(PluginStop.class);

  private PluginStop() {}

  static void stop(PluginRef ref, Plugin plugin, PluginClassLoader loader, Duration limit)
      throws InterruptedException {
    try {
      PluginThread.run("stop-" + ref.label(), loader, limit, () -> stopped(plugin));
    } catch (PluginThread.PluginFault fault) {
      var why = PluginText.SENTENCE.of(fault.getMessage());
      try (var _ = LogContext.with(ThrowableText.logFields(fault.thrown()))) {
        LOG.warn("{}: stop {}; unloading it all the same", ref.label(), why);
      }
    }
  }

  private static List<Object> stopped(Plugin plugin) throws Exception {
    plugin.stop();
    return List.of();
  }
}
