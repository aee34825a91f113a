package io.hotswap.runtime.isolation.process;

import io.hotswap.runtime.isolation.wire.Frame;
import io.hotswap.runtime.plugin.CurrentCall;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// A request without an answer yet; records and log lines that arrive meanwhile belong to its call.
final class PendingRequest {
  final CompletableFuture<Frame.Answer> answer = new CompletableFuture<>();
  private final @Nullable CurrentCall call =
      CurrentCall.ON_THIS_THREAD.isBound() ? CurrentCall.ON_THIS_THREAD.get() : null;

  void run(Runnable work) {
    if (call == null) {
      work.run();
    } else {
      ScopedValue.where(CurrentCall.ON_THIS_THREAD, call).run(work);
    }
  }
}
