package io.hotswap.runtime.calling;

import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.spi.Reply;
import org.jspecify.annotations.Nullable;

/// How a call ended.
public sealed interface InvocationResult {
  /// As the version's figures have it; null when the end is not its doing, and enters none.
  @Nullable CallOutcome outcome();

  record Replied(Reply reply) implements InvocationResult {
    @Override
    public CallOutcome outcome() {
      return CallOutcome.OK;
    }
  }

  /// The plugin blames the caller.
  ///
  /// @param pointer to the part of the body at fault; empty for the whole
  record Rejected(String pointer, String message) implements InvocationResult {
    // A plugin may leave out either.
    public Rejected(@Nullable String pointer, @Nullable String message) {
      this.pointer = PluginText.NAME.of(pointer);
      this.message = PluginText.MESSAGE.of(String.valueOf(message));
    }

    @Override
    public CallOutcome outcome() {
      return CallOutcome.REJECTED;
    }
  }

  /// Whatever else the plugin threw; logged, never told to clients.
  ///
  /// @param thrown as text: the object's methods are the plugin's
  record Failed(String thrown) implements InvocationResult {
    @Override
    public CallOutcome outcome() {
      return CallOutcome.FAILED;
    }
  }

  /// The plugin has seen nothing of it: it may be made again, here or on another node.
  ///
  /// @param why logged, never told to clients
  record NotBegun(NotBegunCause cause, String why) implements InvocationResult {
    @Override
    public @Nullable CallOutcome outcome() {
      return cause.versionIsToBlame() ? CallOutcome.FAILED : null;
    }
  }

  /// The node could not carry it out; how far it came nobody knows.
  ///
  /// @param fault logged, never told to clients
  record NodeFault(String fault) implements InvocationResult {
    static final String LABEL = "node_fault";

    @Override
    public @Nullable CallOutcome outcome() {
      return null;
    }
  }

  record TimedOut() implements InvocationResult {
    @Override
    public CallOutcome outcome() {
      return CallOutcome.TIMED_OUT;
    }
  }
}
