package io.hotswap.runtime.calling;

import io.hotswap.runtime.counting.CallOutcome;
import io.hotswap.runtime.plugin.PluginText;
import io.hotswap.spi.Reply;
import org.jspecify.annotations.Nullable;

/// How a call ended.
public sealed interface InvocationResult {
  /// The outcome in the version's statistics; null when the version is not responsible for the end,
  /// which then is not counted.
  @Nullable CallOutcome outcome();

  /// For metrics, of an end that is not counted.
  default String label() {
    return "";
  }

  record Replied(Reply reply) implements InvocationResult {
    @Override
    public CallOutcome outcome() {
      return CallOutcome.OK;
    }
  }

  /// The plugin rejected the request.
  ///
  /// @param pointer to the part of the body at fault; empty for the whole
  record Rejected(String pointer, String message) implements InvocationResult {
    // A plugin may pass null for either.
    public Rejected(@Nullable String pointer, @Nullable String message) {
      this.pointer = PluginText.NAME.of(pointer);
      this.message = PluginText.MESSAGE.of(String.valueOf(message));
    }

    @Override
    public CallOutcome outcome() {
      return CallOutcome.REJECTED;
    }
  }

  /// Anything else that the plugin threw; logged, never sent to clients.
  ///
  /// @param thrown as text, since the object's methods are the plugin's code
  record Failed(String thrown) implements InvocationResult {
    @Override
    public CallOutcome outcome() {
      return CallOutcome.FAILED;
    }
  }

  /// The plugin's code was not called: the call may be retried, here or on another node.
  ///
  /// @param why logged, never sent to clients
  record NotBegun(NotBegunCause cause, String why) implements InvocationResult {
    @Override
    public @Nullable CallOutcome outcome() {
      return cause.versionIsToBlame() ? CallOutcome.FAILED : null;
    }

    @Override
    public String label() {
      return cause.label();
    }
  }

  /// The tenant's process was over a limit of its tenant and ended with the call: neither the
  /// version nor the node is at fault. The plugin may have run.
  record OverLimit(String why) implements InvocationResult {
    @Override
    public @Nullable CallOutcome outcome() {
      return null;
    }

    @Override
    public String label() {
      return "tenant_limit";
    }
  }

  /// The node failed to carry the call out; the plugin may have run.
  ///
  /// @param fault logged, never sent to clients
  record NodeFault(String fault) implements InvocationResult {
    @Override
    public @Nullable CallOutcome outcome() {
      return null;
    }

    @Override
    public String label() {
      return "node_fault";
    }
  }

  record TimedOut() implements InvocationResult {
    @Override
    public CallOutcome outcome() {
      return CallOutcome.TIMED_OUT;
    }
  }
}
