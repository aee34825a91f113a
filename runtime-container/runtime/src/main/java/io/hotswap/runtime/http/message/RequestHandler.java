package io.hotswap.runtime.http.message;

import java.util.function.Consumer;

/// The routes of a listener.
public interface RequestHandler {
  /// Decides by the head alone. Must not block.
  ///
  /// @param decided takes the decision exactly once, on any thread
  void admit(InboundRequest head, Consumer<RequestDecision> decided);
}
