package io.hotswap.runtime.pluginlog;

import io.hotswap.runtime.plugin.CurrentCall;
import java.util.Map;
import java.util.function.Consumer;

/// Attributes what is printed in a node's own process: to the plugins in it, or to the node's
/// libraries.
public final class NodeConsole {
  private static final LogLimits LIMITS = new LogLimits(200, 256 << 10);
  private static final PluginLog OWN =
      new PluginLog(
          "console", Map.of(), "console", new LogBudget(LIMITS, System::nanoTime), () -> {});

  private NodeConsole() {}

  public static void begin() {
    Console.begin(NodeConsole::ofThisThread);
  }

  private static Consumer<LogLine> ofThisThread() {
    var log = Attribution.ofThisThread().orElse(OWN);
    if (!CurrentCall.ON_THIS_THREAD.isBound()) {
      return log::print;
    }
    var call = CurrentCall.ON_THIS_THREAD.get();
    return line -> ScopedValue.where(CurrentCall.ON_THIS_THREAD, call).run(() -> log.print(line));
  }
}
