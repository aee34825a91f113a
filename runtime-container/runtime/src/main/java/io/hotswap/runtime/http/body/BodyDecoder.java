package io.hotswap.runtime.http.body;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;
import io.hotswap.runtime.memory.BytesInFlight;
import io.hotswap.runtime.memory.TenantShares;
import io.hotswap.runtime.supervision.Loop;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Decodes content codings on a thread of its own: six megabytes take longer than an event loop
/// thread may be blocked.
public final class BodyDecoder implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(BodyDecoder.class);
  private static final int MOST_WAITING = 256;
  private static final int MOST_OF_A_TENANT = MOST_WAITING / 4;
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final Result<RequestBody> FULL =
      Result.refused(ErrorCode.NOT_READY, "Too many bodies wait to be decoded on this node.");

  private final TenantShares places = new TenantShares(MOST_WAITING, MOST_OF_A_TENANT);
  private final BlockingQueue<Coded> waiting = new ArrayBlockingQueue<>(MOST_WAITING);
  private final BytesInFlight inFlight;
  private final Loop decoding = Loop.of("decode-bodies", LIMIT, this::decodeNext);

  public BodyDecoder(BytesInFlight inFlight) {
    this.inFlight = inFlight;
    decoding.start();
  }

  @SuppressWarnings("ArrayRecordComponent") // nobody compares these
  private record Coded(
      ContentCoding coding, byte[] bytes, String tenant, Consumer<Result<RequestBody>> decoded) {}

  public Loop loop() {
    return decoding;
  }

  /// @param decoded takes the body or the refusal, once, perhaps on this thread
  public void decode(
      ContentCoding coding, byte[] coded, String tenant, Consumer<Result<RequestBody>> decoded) {
    switch (places.take(tenant, 1)) {
      // The queue has room for everything that was counted in.
      case DONE -> waiting.add(new Coded(coding, coded, tenant, decoded));
      case NODE_IS_FULL -> decoded.accept(FULL);
      case TENANT_IS_FULL ->
          decoded.accept(
              Result.refused(
                  ErrorCode.TOO_MANY_REQUESTS,
                  "Tenant %s has as many bodies waiting to be decoded on this node as it may (%d)."
                      .formatted(tenant, MOST_OF_A_TENANT)));
    }
  }

  private long decodeNext() throws InterruptedException {
    var next = waiting.poll(1, TimeUnit.SECONDS);
    if (next != null) {
      try {
        next.decoded().accept(decoded(next, inFlight));
      } finally {
        places.giveBack(next.tenant(), 1);
      }
    }
    return 0;
  }

  // The client gets an answer, whatever happens here.
  @SuppressWarnings("CatchingUnchecked")
  private static Result<RequestBody> decoded(Coded next, BytesInFlight inFlight) {
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
