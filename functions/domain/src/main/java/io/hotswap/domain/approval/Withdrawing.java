package io.hotswap.domain.approval;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Deployments;
import java.time.InstantSource;

/// Takes the question back: nobody needs an answer any more.
public final class Withdrawing {
  private final Approvals approvals;
  private final Closing closing;
  private final Waking waking;

  public Withdrawing(
      Approvals approvals, Deployments deployments, Tokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.closing = new Closing(approvals, deployments, tokens, clock);
    this.waking = new Waking(tokens);
  }

  /// Ends what is still open and wakes the machine that waits for it.
  ///
  /// @return false when that machine was not told; whoever reconciles tells it, as long as the
  ///   deployment waits
  public boolean withdraw(DeploymentId deploymentId, Origin origin) {
    return approvals
        .of(deploymentId)
        .map(it -> closing.write(closing.ifDue(it, origin), ApprovalStatus.Withdrawn, origin))
        .map(waking::wake)
        .orElse(true);
  }
}
