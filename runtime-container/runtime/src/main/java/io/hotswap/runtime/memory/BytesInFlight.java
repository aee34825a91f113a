package io.hotswap.runtime.memory;

import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Refusal;
import io.hotswap.domain.refusal.Result;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// What clients' bodies and answers take of the heap, by tenant and together: reserved before a
/// byte of a body is read, and given back when nobody holds it any more.
public final class BytesInFlight {
  // Reservations are refused until so much is free again: the node is full until then.
  private static final double ROOM_AGAIN = 0.75;
  private static final long NOT_FULL = 0;

  private final MemoryConfig config;
  private final AtomicLong taken = new AtomicLong();
  private final Map<String, Long> byTenant = new ConcurrentHashMap<>();
  private final AtomicLong fullSince = new AtomicLong(NOT_FULL);

  public BytesInFlight(MemoryConfig config) {
    this.config = config;
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
    taken.addAndGet(bytes);
    if (!tenant.isEmpty()) {
      byTenant.merge(tenant, bytes, Long::sum);
    }
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
    if (taken.addAndGet(bytes) > config.most()) {
      taken.addAndGet(-bytes);
      fullSince.compareAndSet(NOT_FULL, Math.max(1, System.nanoTime()));
      return Optional.of(
          Refusal.of(
              ErrorCode.NOT_READY,
              "This node holds as many bytes of calls in flight as it may ("
                  + config.most()
                  + "); try again, or another node."));
    }
    if (!tenant.isEmpty() && !takenBy(tenant, bytes)) {
      giveBack(bytes);
      return Optional.of(
          Refusal.of(
              ErrorCode.TOO_MANY_REQUESTS,
              "Tenant "
                  + tenant
                  + " has as many bytes in calls in flight on this node as it may ("
                  + config.mostOfATenant()
                  + ")."));
    }
    return Optional.empty();
  }

  private boolean takenBy(String tenant, long bytes) {
    long[] now = {0};
    byTenant.compute(
        tenant,
        (_, before) -> {
          long has = before == null ? 0 : before;
          now[0] = has + bytes;
          return now[0] <= config.mostOfATenant() ? Long.valueOf(now[0]) : before;
        });
    return now[0] <= config.mostOfATenant();
  }

  void giveBack(String tenant, long bytes) {
    if (!tenant.isEmpty()) {
      byTenant.computeIfPresent(tenant, (_, has) -> has == bytes ? null : has - bytes);
    }
    giveBack(bytes);
  }

  private void giveBack(long bytes) {
    if (taken.addAndGet(-bytes) < config.most() * ROOM_AGAIN && fullSince.get() != NOT_FULL) {
      fullSince.set(NOT_FULL);
    }
  }

  /// Since somebody was refused and there has been no room again; empty when there is.
  public Optional<Duration> fullFor() {
    long since = fullSince.get();
    // Whoever was refused may have been so just after the last one gave back.
    return since == NOT_FULL || taken.get() < config.most() * ROOM_AGAIN
        ? Optional.empty()
        : Optional.of(Duration.ofNanos(System.nanoTime() - since));
  }

  public long taken() {
    return taken.get();
  }
}
