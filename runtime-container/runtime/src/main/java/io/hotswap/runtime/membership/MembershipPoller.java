package io.hotswap.runtime.membership;

import io.hotswap.runtime.caching.ClusterMembers;
import io.hotswap.runtime.controlplane.Reachability;

/// Finds out who else is there; when nobody can be asked, nothing changes.
public final class MembershipPoller {
  private final ClusterMembers members;
  private final Reachability reachability;

  public MembershipPoller(ClusterMembers members, Reachability reachability) {
    this.members = members;
    this.reachability = reachability;
  }

  public void look() {
    try {
      members.look();
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }
}
