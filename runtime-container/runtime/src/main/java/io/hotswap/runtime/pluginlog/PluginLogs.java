package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.PluginRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The logs of all plugins on a node. One that writes too much loses lines; that is counted, and
/// told a second later.
public final class PluginLogs {
  private final Map<String, LogBudget> budgets = new ConcurrentHashMap<>();
  private final LogLimits limits;
  private final Consumer<String> dropped;

  /// @param dropped hears the plugin's name with every line that is dropped
  public PluginLogs(LogLimits limits, Consumer<String> dropped) {
    this.limits = limits;
    this.dropped = dropped;
  }

  public PluginLog of(PluginRef ref) {
    var budget =
        budgets.computeIfAbsent(ref.pluginName(), name -> new LogBudget(limits, System::nanoTime));
    return new PluginLog(ref, budget, () -> dropped.accept(ref.pluginName()));
  }
}
