package io.hotswap.runtime.http.message;

import java.util.function.Consumer;
import java.util.function.Function;

/// What becomes of a request whose head has been read, and whose body has not.
public sealed interface Admission {
  /// The body is of no interest.
  record Refused(Outbound answer) implements Admission {}

  /// @param tenant whom the body counts for; empty for nobody
  record Accepted(String tenant, Service service) implements Admission {}

  /// Answers a request that is whole exactly once, on any thread.
  interface Service {
    void serve(Inbound request, Consumer<Outbound> answer);
  }

  /// Serves at once, without a thread of its own, whoever asks.
  static Admission answering(Function<Inbound, Outbound> page) {
    return new Accepted("", (request, answer) -> answer.accept(page.apply(request)));
  }
}
