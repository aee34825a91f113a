package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.PluginCalls;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.scope.VersionContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// The plugin's context: metrics and log are sent to the node.
final class WorkerContext {
  /// The number of the call that a thread is working on.
  static final ScopedValue<Long> CALL = ScopedValue.newInstance();

  private WorkerContext() {}

  static VersionContext of(Frame.Start start, NodeChannel node, PluginCalls calls) {
    return new VersionContext(
        start.name(),
        start.version(),
        Path.of(start.temporary()),
        new WorkerLog(start, node),
        (name, value) -> record(node, name, value),
        calls);
  }

  // The node drops invalid names and logs that.
  private static void record(NodeChannel node, @Nullable String name, double value) {
    node.send(new Frame.Recorded(call(), PluginText.NAME.of(name), value));
  }

  static long call() {
    return CALL.isBound() ? CALL.get() : 0L;
  }
}
