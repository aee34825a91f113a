package io.hotswap.runtime.http.message;

import java.util.function.Consumer;
import java.util.function.Function;

/// The decision on a request whose head has been read, and whose body has not.
public sealed interface RequestDecision {
  /// The body is not needed.
  record Refused(OutboundResponse answer) implements RequestDecision {}

  /// @param tenant who is charged for the body; empty for nobody
  record Accepted(String tenant, Service service) implements RequestDecision {}

  /// Answers a complete request exactly once, on any thread.
  interface Service {
    void serve(InboundRequest request, Consumer<OutboundResponse> answer);
  }

  /// Serves every request at once, on the calling thread.
  static RequestDecision answering(Function<InboundRequest, OutboundResponse> page) {
    return new Accepted("", (request, answer) -> answer.accept(page.apply(request)));
  }
}
