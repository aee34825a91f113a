package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import java.time.InstantSource;

/// Withdraws the open approval of a deployment.
public final class Withdrawing {
  private final Approvals approvals;
  private final ApprovalCloser approvalCloser;
  private final TaskResumer taskResumer;

  public Withdrawing(
      Approvals approvals, Deployments deployments, TaskTokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.approvalCloser = new ApprovalCloser(approvals, deployments, tokens, clock);
    this.taskResumer = new TaskResumer(tokens);
  }

  /// Closes the approval if it is open and resumes the state machine that waits for it.
  ///
  /// @return false when the machine was not resumed; the reconciliation tries again as long as the
  ///   deployment waits
  public boolean withdraw(DeploymentId deploymentId, Origin origin) {
    return approvals
        .of(deploymentId)
        .map(
            it ->
                approvalCloser.closeWithoutResuming(
                    approvalCloser.closeIfDue(it, origin), ApprovalStatus.Withdrawn, origin))
        .map(taskResumer::resume)
        .orElse(true);
  }
}
