package io.hotswap.runtime.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// Something of which a node has so much: all together take no more, and no tenant takes more than
/// its part. Whoever takes gives the same back.
public final class TenantShares {
  private final long most;
  private final long mostOfATenant;
  private final AtomicLong taken = new AtomicLong();
  private final Map<String, Long> byTenant = new ConcurrentHashMap<>();

  public TenantShares(long most, long mostOfATenant) {
    this.most = most;
    this.mostOfATenant = mostOfATenant;
  }

  /// What became of an attempt to take.
  public enum Taken {
    DONE,
    NODE_IS_FULL,
    TENANT_IS_FULL
  }

  /// @param tenant empty for what no tenant asks
  public Taken take(String tenant, long amount) {
    if (taken.addAndGet(amount) > most) {
      taken.addAndGet(-amount);
      return Taken.NODE_IS_FULL;
    }
    if (!tenant.isEmpty() && !isTakenBy(tenant, amount)) {
      taken.addAndGet(-amount);
      return Taken.TENANT_IS_FULL;
    }
    return Taken.DONE;
  }

  private boolean isTakenBy(String tenant, long amount) {
    long[] now = {0};
    byTenant.compute(
        tenant,
        (_, before) -> {
          long has = before == null ? 0 : before;
          now[0] = has + amount;
          return now[0] <= mostOfATenant ? Long.valueOf(now[0]) : before;
        });
    return now[0] <= mostOfATenant;
  }

  /// For what exists already.
  void takeInAnyCase(String tenant, long amount) {
    taken.addAndGet(amount);
    if (!tenant.isEmpty()) {
      byTenant.merge(tenant, amount, Long::sum);
    }
  }

  public void giveBack(String tenant, long amount) {
    if (!tenant.isEmpty()) {
      byTenant.computeIfPresent(tenant, (_, has) -> has == amount ? null : has - amount);
    }
    taken.addAndGet(-amount);
  }

  public long taken() {
    return taken.get();
  }

  public long mostOfATenant() {
    return mostOfATenant;
  }
}
