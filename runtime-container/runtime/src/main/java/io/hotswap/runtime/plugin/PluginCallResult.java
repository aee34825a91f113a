package io.hotswap.runtime.plugin;

import io.hotswap.spi.PluginCallFailed;
import io.hotswap.spi.PluginCallFailed.Reason;
import io.hotswap.spi.Reply;

/// How a call of a plugin by another ended.
public sealed interface PluginCallResult {
  /// @throws PluginCallFailed when there is no reply; made here, so that its stack trace is that of
  ///   the plugin that called
  Reply reply();

  record Answered(Reply reply) implements PluginCallResult {}

  /// @param pointer into the request's body where it was rejected; else empty
  /// @param message for the developer of the plugin that called
  record NotAnswered(Reason reason, String pointer, String message) implements PluginCallResult {
    public static NotAnswered of(Reason reason, String message) {
      return new NotAnswered(reason, "", message);
    }

    @Override
    public Reply reply() {
      throw new PluginCallFailed(reason, pointer, message);
    }
  }
}
