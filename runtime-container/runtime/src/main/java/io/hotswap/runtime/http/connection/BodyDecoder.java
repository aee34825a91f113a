package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.memory.BytesInFlight;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// Takes away content codings, on a thread of its own: six megabytes take longer than the threads
/// that move bytes may be kept.
final class BodyDecoder implements AutoCloseable {
  private static final int MOST_WAITING = 256;

  private final ThreadPoolExecutor thread =
      new ThreadPoolExecutor(
          1,
          1,
          0,
          TimeUnit.SECONDS,
          new LinkedBlockingQueue<>(MOST_WAITING),
          Thread.ofPlatform().name("decode-bodies").daemon().factory());
  private final BytesInFlight inFlight;

  BodyDecoder(BytesInFlight inFlight) {
    this.inFlight = inFlight;
  }

  /// @param decoded takes the body or why there is none, once, perhaps on this thread
  void decode(ContentCoding coding, byte[] coded, String tenant, Consumer<Result<Body>> decoded) {
    try {
      thread.execute(() -> decoded.accept(coding.decode(coded, inFlight, tenant)));
    } catch (RejectedExecutionException full) {
      decoded.accept(
          Result.refused(ErrorCode.NOT_READY, "Too many bodies wait to be decoded on this node."));
    }
  }

  @Override
  public void close() {
    thread.shutdownNow();
  }
}
