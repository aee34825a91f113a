package io.hotswap.runtime.http.message;

import java.util.function.Consumer;
import java.util.function.Function;

/// What becomes of a request whose head has been read, and whose body has not.
public sealed interface RequestDecision {
  /// The body is of no interest.
  record Refused(OutboundResponse answer) implements RequestDecision {}

  /// @param tenant whom the body counts for; empty for nobody
  record Accepted(String tenant, Service service) implements RequestDecision {}

  /// Answers a request that is whole exactly once, on any thread.
  interface Service {
    void serve(InboundRequest request, Consumer<OutboundResponse> answer);
  }

  /// Serves at once, without a thread of its own, whoever asks.
  static RequestDecision answering(Function<InboundRequest, OutboundResponse> page) {
    return new Accepted("", (request, answer) -> answer.accept(page.apply(request)));
  }
}
