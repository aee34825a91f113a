package io.hotswap.runtime.http.connection;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Takes away content codings, on a thread of its own: six megabytes take longer than the threads
/// that move bytes may be kept.
final class BodyDecoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BodyDecoder.class);
  private static final int MOST_WAITING = 256;
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final BlockingQueue<Coded> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final BytesInFlight inFlight;
  private final Loop decoding = Loop.of("decode-bodies", LIMIT, this::decodeNext);

  BodyDecoder(BytesInFlight inFlight) {
    this.inFlight = inFlight;
    decoding.start();
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  private record Coded(
      ContentCoding coding, byte[] bytes, String tenant, Consumer<Result<Body>> decoded) {}

  Loop loop() {
    return decoding;
  }

  /// @param decoded takes the body or why there is none, once, perhaps on this thread
  void decode(ContentCoding coding, byte[] coded, String tenant, Consumer<Result<Body>> decoded) {
    if (!waiting.offer(new Coded(coding, coded, tenant, decoded))) {
      decoded.accept(
          Result.refused(ErrorCode.NOT_READY, "Too many bodies wait to be decoded on this node."));
    }
  }

  private long decodeNext() throws InterruptedException {
    var next = waiting.poll(1, TimeUnit.SECONDS);
    if (next != null) {
      next.decoded().accept(decoded(next, inFlight));
    }
    return 0;
  }

  // Its client is told, whatever happens here.
  @SuppressWarnings("CatchingUnchecked")
  private static Result<Body> decoded(Coded next, BytesInFlight inFlight) {
    try {
      return next.coding().decode(next.bytes(), inFlight, next.tenant());
    } catch (OutOfMemoryError e) {
      return Result.refused(ErrorCode.NOT_READY, "This node has no memory left to decode a body.");
    } catch (Throwable fault) {
      LOG.error("A body could not be decoded", fault);
      return Result.refused(ErrorCode.INTERNAL_ERROR, "The node's log says what went wrong.");
    }
  }

  @Override
  public void close() {
    decoding.close();
  }
}
