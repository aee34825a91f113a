package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.PluginRef;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/// The logs of all plugins on a node. Lines over a plugin's limit are dropped and counted, and the
/// number is logged a second later.
public final class PluginLogs {
  private final Map<String, LogBudget> budgets = new ConcurrentHashMap<>();
  private final LogLimits limits;
  private final Consumer<String> dropped;

  /// @param dropped takes the plugin's name for every line that is dropped
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
