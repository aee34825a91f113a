package io.hotswap.domain.fleet;

import io.hotswap.domain.node.Lease;
import java.time.Instant;

/// State of a node, from its lease.
public enum NodeState {
  /// Its lease is valid.
  Live,
  /// Its lease expired at most [Lease#LATE_FOR] ago: it may still serve what it last knew.
  Late,
  /// Its lease expired longer ago, and it did not stop in order.
  Lost,
  /// Its lease is valid, and other nodes answer the calls of some plugins.
  Ejected;

  /// @param ejected whether it is ejected from any plugin's rotation
  public static NodeState of(Lease lease, boolean ejected, Instant now) {
    if (lease.isLiveAt(now)) {
      return ejected ? Ejected : Live;
    }
    return lease.isLateAt(now) ? Late : Lost;
  }
}
