package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.CurrentCall;
import io.hotswap.spi.Call;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A request without an answer yet; records and log lines that arrive meanwhile belong to its call.
final class PendingRequest {
  final CompletableFuture<Frame.Answer> answer = new CompletableFuture<>();
  private final @Nullable CurrentCall call =
      CurrentCall.ON_THIS_THREAD.isBound() ? CurrentCall.ON_THIS_THREAD.get() : null;

  private final @Nullable Call given;

  /// @param given null for what is no call
  PendingRequest(@Nullable Call given) {
    this.given = given;
  }

  /// The call as the node made it; null for what is no call.
  @Nullable Call given() {
    return given;
  }

  void run(Runnable work) {
    if (call == null) {
      work.run();
    } else {
      ScopedValue.where(CurrentCall.ON_THIS_THREAD, call).run(work);
    }
  }
}
