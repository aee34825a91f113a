package io.hotswap.runtime.http.message;

import java.util.function.Consumer;

/// All addresses of a listener.
public interface RequestHandler {
  /// Decides by the head alone. Blocks nobody.
  ///
  /// @param decided takes the decision exactly once, on any thread
  void admit(InboundRequest head, Consumer<RequestDecision> decided);
}
