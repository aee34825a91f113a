package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;

/// Part of the reconciliation: closes expired approvals whose schedule did not fire, and resumes
/// state machines that could not be resumed before.
public final class ApprovalRepair {
  /// A state machine registers its task token within seconds, its own retries included.
  private static final Duration TOKEN_TIMEOUT = Duration.ofMinutes(2);

  private final Approvals approvals;
  private final ApprovalCloser approvalCloser;
  private final TaskResumer taskResumer;
  private final InstantSource clock;

  public ApprovalRepair(
      Approvals approvals, Deployments deployments, TaskTokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.approvalCloser = new ApprovalCloser(approvals, deployments, tokens, clock);
    this.taskResumer = new TaskResumer(tokens);
    this.clock = clock;
  }

  public enum Found {
    /// A state machine has registered, or may still do so, or none is needed.
    Awaited,
    /// No state machine registered a task token in time: there may be none, whatever the engine
    /// reports.
    Unawaited
  }

  /// @param deploymentId of a deployment that waits for approvers, or for its slot afterwards
  public Found repair(DeploymentId deploymentId, Origin origin) {
    var newest = approvals.of(deploymentId);
    if (newest.isEmpty()) {
      return Found.Awaited;
    }
    var approval = approvalCloser.closeIfDue(newest.get(), origin);
    taskResumer.resume(approval);
    return approval.taskToken().isEmpty()
            && lastChange(approval).plus(TOKEN_TIMEOUT).isBefore(clock.instant())
        ? Found.Unawaited
        : Found.Awaited;
  }

  private static Instant lastChange(Approval approval) {
    return approval.decisions().stream()
        .map(Approval.Decision::at)
        .max(Comparator.naturalOrder())
        .orElse(approval.createdAt());
  }
}
