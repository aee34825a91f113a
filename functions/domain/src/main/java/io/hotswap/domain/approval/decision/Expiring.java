package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import java.time.InstantSource;
import java.util.Optional;
import java.util.UUID;

/// Closes an approval that has expired. Only timestamps decide; a call may come early or late.
public final class Expiring {
  private final Approvals approvals;
  private final ApprovalCloser approvalCloser;

  public Expiring(
      Approvals approvals, Deployments deployments, TaskTokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.approvalCloser = new ApprovalCloser(approvals, deployments, tokens, clock);
  }

  /// @param id of an approval; if another one has replaced it, that one is checked
  /// @return the approval if it is still open: call again after its `expiresAt`
  public Optional<Approval> expire(UUID id, Origin origin) {
    return approvals
        .find(id)
        .flatMap(it -> approvals.of(it.deploymentId()))
        .map(it -> approvalCloser.closeIfDue(it, origin))
        .filter(Approval::open);
  }
}
