package io.hotswap.runtime.following;

import io.hotswap.runtime.caching.Fellows;

/// Finds out who else is there; when nobody can be asked, nothing changes.
public final class MeetingFellows {
  private final Fellows fellows;
  private final Reachability reachability;

  public MeetingFellows(Fellows fellows, Reachability reachability) {
    this.fellows = fellows;
    this.reachability = reachability;
  }

  void look() {
    try {
      fellows.look();
      reachability.succeeded();
    } catch (RuntimeException e) {
      reachability.failed(e);
    }
  }
}
