package io.hotswap.runtime.calling;

import io.hotswap.spi.Reply;

/// How a call ended.
public sealed interface CallEnd {
  /// Its label in metrics.
  String outcome();

  record Replied(Reply reply) implements CallEnd {
    @Override
    public String outcome() {
      return "ok";
    }
  }

  /// The plugin blames the caller.
  ///
  /// @param pointer to the part of the body at fault; empty for the whole
  record Rejected(String pointer, String message) implements CallEnd {
    @Override
    public String outcome() {
      return "rejected";
    }
  }

  /// Whatever else the plugin threw; logged, never told to clients.
  record Failed(Throwable thrown) implements CallEnd {
    @Override
    public String outcome() {
      return "failed";
    }
  }

  record TimedOut() implements CallEnd {
    @Override
    public String outcome() {
      return "timed_out";
    }
  }
}
