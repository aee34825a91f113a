package io.hotswap.runtime.isolation.worker;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.runtime.scope.VersionContext;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the node lends to the plugin, passed on from here.
final class WorkerContext {
  /// The number of the call that a thread is working on.
  static final ScopedValue<Long> CALL = ScopedValue.newInstance();

  private WorkerContext() {}

  static VersionContext of(Frame.Start start, NodeChannel node) {
    return new VersionContext(
        start.name(),
        start.version(),
        Path.of(start.temporary()),
        new WorkerLog(start, node),
        (name, value) -> record(node, name, value));
  }

  // What is no name is dropped, and complained of, by the node.
  private static void record(NodeChannel node, @Nullable String name, double value) {
    node.say(new Frame.Recorded(call(), PluginText.NAME.of(name), value));
  }

  static long call() {
    return CALL.isBound() ? CALL.get() : 0L;
  }
}
