package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.InstantSource;
import java.util.List;
import java.util.NoSuchElementException;
import java.util.Optional;

/// Records which state machine waits for an approval. The newest token replaces earlier ones, whose
/// executions are dead.
public final class RegisteringTaskToken {
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

  /// Resumes the state machine at once when the approval is already closed.
  ///
  /// @return the approval that it waits for
  /// @throws NoSuchElementException when the deployment never needed an approval
  /// @throws TaskTokens.NotWoken when the approval is closed and the machine was not resumed
  public Approval register(DeploymentId deploymentId, String token, Origin origin) {
    var approval =
        ConflictRetry.run(() -> attempted(deploymentId, token, origin))
            .orElseThrow(
                () ->
                    new IllegalStateException(
                        "The approval of " + deploymentId + " kept changing"));
    if (!approval.open()) {
      tokens.succeed(token, approval.status().name());
    }
    return approval;
  }

  private Optional<Approval> attempted(DeploymentId deploymentId, String token, Origin origin) {
    var approval = approvalCloser.closeIfDue(newest(deploymentId), origin);
    return approval.taskToken().filter(token::equals).isPresent()
            || committed(approval, approval.withTaskToken(token), origin)
        ? Optional.of(approval)
        : Optional.empty();
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
