package io.hotswap.runtime.memory;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// Limits the heap that clients' bodies and answers take, by tenant and in total. Bytes are
/// reserved before a body is read, and released when the last holder has released them.
public final class BytesInFlight {
  // After a refusal the node counts as full until usage falls below this part of the limit.
  private static final double ROOM_AGAIN = 0.75;
  private static final long NOT_FULL = 0;

  private final MemoryConfig config;
  private final TenantShares shares;
  private final AtomicLong fullSince = new AtomicLong(NOT_FULL);

  public BytesInFlight(MemoryConfig config) {
    this.config = config;
    this.shares = new TenantShares(config.most(), config.mostOfATenant());
  }

  /// @param tenant empty where there is none
  /// @return refused as `NOT_READY` when the node is full, `TOO_MANY_REQUESTS` when the tenant is,
  ///   `TOO_LARGE` when waiting does not help
  public Result<Reservation> reserve(String tenant, long bytes) {
    var refusal = take(tenant, 0, bytes);
    return refusal
        .<Result<Reservation>>map(Result::refused)
        .orElseGet(() -> Result.done(new Reservation(this, tenant, bytes)));
  }

  /// Reserves without checking the limits, for small data that exists already.
  public Reservation reserveUnchecked(String tenant, long bytes) {
    shares.takeUnchecked(tenant, bytes);
    return new Reservation(this, tenant, bytes);
  }

  /// Why so many bytes would be refused on an idle node too; empty when they would not.
  ///
  /// @param of what would be so large, as the sentence begins: `A body`
  public Optional<String> neverFits(String of, String tenant, long bytes) {
    if (bytes > config.most()) {
      return Optional.of(
          "%s of %d bytes is more than this node may hold of all calls in flight (%d)."
              .formatted(of, bytes, config.most()));
    }
    return tenant.isEmpty() || bytes <= config.mostOfATenant()
        ? Optional.empty()
        : Optional.of(
            "%s of %d bytes is more than a tenant may have in calls in flight on this node (%d)."
                .formatted(of, bytes, config.mostOfATenant()));
  }

  /// @param before bytes of it that are reserved already
  /// @param all its bytes in total
  Optional<Refusal> take(String tenant, long before, long all) {
    long bytes = all - before;
    var never = neverFits("A body", tenant, all);
    if (never.isPresent()) {
      // Retrying does not help, and the node does not count as full.
      return Optional.of(Refusal.of(ErrorCode.TOO_LARGE, never.get()));
    }
    return switch (shares.take(tenant, bytes)) {
      case DONE -> Optional.empty();
      case NODE_IS_FULL -> {
        fullSince.compareAndSet(NOT_FULL, Math.max(1, System.nanoTime()));
        yield Optional.of(
            Refusal.of(
                ErrorCode.NOT_READY,
                "This node holds as many bytes of calls in flight as it may ("
                    + config.most()
                    + "); try again, or another node."));
      }
      case TENANT_IS_FULL ->
          Optional.of(
              Refusal.of(
                  ErrorCode.TOO_MANY_REQUESTS,
                  "Tenant "
                      + tenant
                      + " has as many bytes in calls in flight on this node as it may ("
                      + config.mostOfATenant()
                      + ")."));
    };
  }

  void giveBack(String tenant, long bytes) {
    shares.giveBack(tenant, bytes);
    if (fullSince.get() != NOT_FULL && shares.taken() < config.most() * ROOM_AGAIN) {
      fullSince.set(NOT_FULL);
    }
  }

  /// How long the node has been full; empty when it is not.
  public Optional<Duration> fullFor() {
    long since = fullSince.get();
    // Checked again here: the last release may have come just before the refusal.
    return since == NOT_FULL || shares.taken() < config.most() * ROOM_AGAIN
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(System.nanoTime() - since));
  }

  public long taken() {
    return shares.taken();
  }
}
