package io.hotswap.runtime.membership;

import io.hotswap.runtime.caching.ClusterMembers;
import io.hotswap.runtime.controlplane.Reachability;

/// Refreshes the cluster's members; keeps the last known ones when the control plane fails.
public final class MembershipPoller {
  private final ClusterMembers members;
  private final Reachability reachability;

  public MembershipPoller(ClusterMembers members, Reachability reachability) {
    this.members = members;
    this.reachability = reachability;
  }

  public void poll() {
    try {
      members.refresh();
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }
}
