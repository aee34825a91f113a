package io.hotswap.domain.approval;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Deployments;
import java.time.InstantSource;
import java.util.Optional;

/// Takes the question back: nobody needs an answer any more.
public final class Withdrawing {
  private final Approvals approvals;
  private final Closing closing;

  public Withdrawing(
      Approvals approvals, Deployments deployments, Tokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.closing = new Closing(approvals, deployments, tokens, clock);
  }

  /// Ends what is still open and wakes the machine that waits for it.
  ///
  /// @return the deployment's newest approval as it is then; empty when it never needed one
  public Optional<Approval> withdraw(DeploymentId deploymentId, Origin origin) {
    return approvals
        .of(deploymentId)
        .map(it -> closing.close(closing.ifDue(it, origin), ApprovalStatus.Withdrawn, origin));
  }
}
