package io.hotswap.runtime.isolation.child;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.loading.LentContext;
import io.hotswap.runtime.plugin.PluginText;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/// What the node lends to the plugin, passed on from here.
final class ChildContext {
  /// The number of the call that a thread is working on.
  static final ScopedValue<Long> CALL = ScopedValue.newInstance();

  private ChildContext() {}

  static LentContext of(Frame.Start start, ToNode node) {
    return new LentContext(
        start.name(),
        start.version(),
        Path.of(start.temporary()),
        new ChildLog(start, node),
        (name, value) -> record(node, name, value));
  }

  // What is no name is dropped, and complained of, by the node.
  private static void record(ToNode node, @Nullable String name, double value) {
    node.say(new Frame.Recorded(call(), PluginText.NAME.of(name), value));
  }

  static long call() {
    return CALL.isBound() ? CALL.get() : 0L;
  }
}
