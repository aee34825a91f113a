package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;

/// Takes down which state machine waits for an approval. The newest one is the one that counts: the
/// ones before it are dead.
public final class RegisteringTaskToken {
  private static final int ATTEMPTS = 10;

  private final Approvals approvals;
  private final TaskTokens tokens;
  private final ApprovalCloser approvalCloser;
  private final InstantSource clock;

  public RegisteringTaskToken(
      Approvals approvals, Deployments deployments, TaskTokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.tokens = tokens;
    this.approvalCloser = new ApprovalCloser(approvals, deployments, tokens, clock);
    this.clock = clock;
  }

  /// Wakes the machine at once when there is nothing left to wait for.
  ///
  /// @return what it waits for
  /// @throws NoSuchElementException when the deployment never needed an approval
  /// @throws Tokens.NotWoken when there is nothing left to wait for and the machine was not told
  public Approval await(DeploymentId deploymentId, String token, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var approval = approvalCloser.ifDue(newest(deploymentId), origin);
      var awaited = approval.awaitedBy(token);
      if (approval.taskToken().filter(token::equals).isPresent()
          || committed(approval, awaited, origin)) {
        if (!approval.open()) {
          tokens.succeed(token, approval.status().name());
        }
        return approval;
      }
    }
    throw new IllegalStateException("The approval of " + deploymentId + " kept changing");
  }

  private boolean committed(Approval before, Approval after, Origin origin) {
    var audit = ApprovalAudits.of("RequestApproval", before, after, origin, clock.instant());
    return approvals.commit(after, audit, List.of());
  }

  private Approval newest(DeploymentId deploymentId) {
    return approvals
        .of(deploymentId)
        .orElseThrow(() -> new NoSuchElementException("No approval of " + deploymentId));
  }
}
