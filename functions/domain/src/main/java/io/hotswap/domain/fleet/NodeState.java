package io.hotswap.domain.fleet;

import io.hotswap.domain.node.Lease;
import java.time.Instant;

/// How a node does.
public enum NodeState {
  /// Its lease is good.
  Live,
  /// Its lease ran out a moment ago: it may go on serving what it last knew.
  Late,
  /// Nothing was heard of it for longer than that, and it did not say that it stops.
  Lost,
  /// Its lease is good, and it gives the calls of some plugins to other nodes.
  Ejected;

  /// @param ejected whether it gives calls to other nodes
  public static NodeState of(Lease lease, boolean ejected, Instant now) {
    if (lease.isLiveAt(now)) {
      return ejected ? Ejected : Live;
    }
    return lease.isLostAt(now) ? Late : Lost;
  }
}
