package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import java.time.InstantSource;

/// Takes the question back: nobody needs an answer any more.
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

  /// Ends what is still open and wakes the machine that waits for it.
  ///
  /// @return false when that machine was not told; whoever reconciles tells it, as long as the
  ///   deployment waits
  public boolean withdraw(DeploymentId deploymentId, Origin origin) {
    return approvals
        .of(deploymentId)
        .map(
            it ->
                approvalCloser.write(
                    approvalCloser.ifDue(it, origin), ApprovalStatus.Withdrawn, origin))
        .map(taskResumer::wake)
        .orElse(true);
  }
}
