package io.hotswap.domain.approval;

import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Deployments;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;

/// Takes down which state machine waits for an approval. The newest one is the one that counts: the
/// ones before it are dead.
public final class Awaiting {
  private static final int ATTEMPTS = 10;

  private final Approvals approvals;
  private final Tokens tokens;
  private final Closing closing;
  private final InstantSource clock;

  public Awaiting(
      Approvals approvals, Deployments deployments, Tokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.tokens = tokens;
    this.closing = new Closing(approvals, deployments, tokens, clock);
    this.clock = clock;
  }

  /// Wakes the machine at once when there is nothing left to wait for.
  ///
  /// @return what it waits for
  /// @throws NoSuchElementException when the deployment never needed an approval
  /// @throws Tokens.NotWoken when there is nothing left to wait for and the machine was not told
  public Approval await(DeploymentId deploymentId, String token, Origin origin) {
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      var approval = closing.ifDue(newest(deploymentId), origin);
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
