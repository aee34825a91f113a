package io.hotswap.runtime.memory;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/// A limited amount on a node, with a limit in total and one per tenant. What was taken has to be
/// given back.
public final class TenantShares {
  private final long most;
  private final long mostOfATenant;
  private final AtomicLong taken = new AtomicLong();
  private final Map<String, Long> byTenant = new ConcurrentHashMap<>();

  public TenantShares(long most, long mostOfATenant) {
    this.most = most;
    this.mostOfATenant = mostOfATenant;
  }

  /// The result of an attempt to take.
  public enum Taken {
    DONE,
    NODE_IS_FULL,
    TENANT_IS_FULL
  }

  /// @param tenant empty where there is none
  public Taken take(String tenant, long amount) {
    if (taken.addAndGet(amount) > most) {
      taken.addAndGet(-amount);
      return Taken.NODE_IS_FULL;
    }
    if (!tenant.isEmpty() && !takeForTenant(tenant, amount)) {
      taken.addAndGet(-amount);
      return Taken.TENANT_IS_FULL;
    }
    return Taken.DONE;
  }

  private boolean takeForTenant(String tenant, long amount) {
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

  /// Takes without checking the limits, for what exists already.
  void takeUnchecked(String tenant, long amount) {
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
