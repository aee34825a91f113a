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

/// Looks after approvals again and again: one whose time is up ends although no schedule called,
/// and a machine that could not be woken is woken.
public final class ApprovalRepair {
  /// A machine says that it waits within seconds, its own retries included.
  private static final Duration SILENCE = Duration.ofMinutes(2);

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
    /// Somebody waits for it, or goes on without.
    Heard,
    /// No machine has said in time that it waits: there may be none, whatever the engine says.
    Silent
  }

  /// @param deploymentId of one that waits for its approvers, or for the place after they agreed
  public Found repair(DeploymentId deploymentId, Origin origin) {
    var newest = approvals.of(deploymentId);
    if (newest.isEmpty()) {
      return Found.Heard;
    }
    var approval = approvalCloser.ifDue(newest.get(), origin);
    taskResumer.wake(approval);
    return approval.taskToken().isEmpty()
            && lastChange(approval).plus(SILENCE).isBefore(clock.instant())
        ? Found.Silent
        : Found.Heard;
  }

  private static Instant lastChange(Approval approval) {
    return approval.decisions().stream()
        .map(Approval.Decision::at)
        .max(Comparator.naturalOrder())
        .orElse(approval.createdAt());
  }
}
