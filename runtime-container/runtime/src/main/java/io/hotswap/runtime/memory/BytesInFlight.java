package io.hotswap.runtime.memory;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

/// What clients' bodies and answers take of the heap, by tenant and together: reserved before a
/// byte of a body is read, and given back when nobody holds it any more.
public final class BytesInFlight {
  // Reservations are refused until so much is free again: the node is full until then.
  private static final double ROOM_AGAIN = 0.75;
  private static final long NOT_FULL = 0;

  private final MemoryConfig config;
  private final TenantShares shares;
  private final AtomicLong fullSince = new AtomicLong(NOT_FULL);

  public BytesInFlight(MemoryConfig config) {
    this.config = config;
    this.shares = new TenantShares(config.most(), config.mostOfATenant());
  }

  /// @param tenant empty for what no tenant asks
  /// @return refused as `NOT_READY` when the node is full, `TOO_MANY_REQUESTS` when the tenant is,
  ///   `TOO_LARGE` when waiting does not help
  public Result<Reservation> reserve(String tenant, long bytes) {
    var refusal = take(tenant, 0, bytes);
    return refusal
        .<Result<Reservation>>map(Result::refused)
        .orElseGet(() -> Result.done(new Reservation(this, tenant, bytes)));
  }

  /// For what exists already and is small.
  public Reservation reserveInAnyCase(String tenant, long bytes) {
    shares.takeInAnyCase(tenant, bytes);
    return new Reservation(this, tenant, bytes);
  }

  /// Why so much would have no room on an idle node either.
  ///
  /// @param of what would be so large, as a sentence begins: `A body`
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

  /// @param before what is taken already of what will then be so large
  Optional<Refusal> take(String tenant, long before, long all) {
    long bytes = all - before;
    var never = neverFits("A body", tenant, all);
    if (never.isPresent()) {
      // Which does not make this node full, and trying again does not help.
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

  /// Since somebody was refused and there has been no room again; empty when there is.
  public Optional<Duration> fullFor() {
    long since = fullSince.get();
    // Whoever was refused may have been so just after the last one gave back.
    return since == NOT_FULL || shares.taken() < config.most() * ROOM_AGAIN
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(System.nanoTime() - since));
  }

  public long taken() {
    return shares.taken();
  }
}
