package io.hotswap.runtime.isolation.child;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.loading.LentContext;
import java.nio.file.Path;

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
        (name, value) -> node.say(new Frame.Recorded(call(), name, value)));
  }

  static long call() {
    return CALL.isBound() ? CALL.get() : 0L;
  }
}
