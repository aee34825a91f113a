package io.hotswap.runtime.quota;

import java.util.concurrent.atomic.AtomicInteger;

/// What one tenant has asked of one plugin on this node: outlives generations.
final class Usage {
  private final AtomicInteger inside = new AtomicInteger();
  private final RecentRequests requests = new RecentRequests();

  boolean enter(int limit) {
    if (inside.incrementAndGet() > limit) {
      inside.decrementAndGet();
      return false;
    }
    return true;
  }

  void leave() {
    inside.decrementAndGet();
  }

  RecentRequests requests() {
    return requests;
  }
}
