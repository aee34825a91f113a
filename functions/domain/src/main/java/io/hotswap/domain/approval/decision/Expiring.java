package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Ends an approval whose time is up. Timestamps decide; whoever calls only says that it may be
/// time to compare them.
public final class Expiring {
  private final Approvals approvals;
  private final ApprovalCloser approvalCloser;

  public Expiring(
      Approvals approvals, Deployments deployments, TaskTokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.approvalCloser = new ApprovalCloser(approvals, deployments, tokens, clock);
  }

  /// @param id of an approval; when another one has taken its place, that one is looked at
  /// @return the one that is still open: somebody has to look again after its `expiresAt`
  public Optional<Approval> expire(UUID id, Origin origin) {
    return approvals
        .find(id)
        .flatMap(it -> approvals.of(it.deploymentId()))
        .map(it -> approvalCloser.ifDue(it, origin))
        .filter(Approval::open);
  }
}
