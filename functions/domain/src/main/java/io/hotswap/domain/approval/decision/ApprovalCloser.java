package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.retry.ConflictRetry;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;
import java.util.Optional;

/// Closes approvals that can no longer be decided, and resumes the state machine that waits.
final class ApprovalCloser {
  private final Approvals approvals;
  private final Deployments deployments;
  private final TaskResumer taskResumer;
  private final InstantSource clock;

  ApprovalCloser(
      Approvals approvals, Deployments deployments, TaskTokens tokens, InstantSource clock) {
    this.approvals = approvals;
    this.deployments = deployments;
    this.taskResumer = new TaskResumer(tokens);
    this.clock = clock;
  }

  /// Closes an open approval that has expired or whose deployment no longer waits; returns any
  /// other unchanged.
  Approval closeIfDue(Approval approval, Origin origin) {
    if (!approval.open()) {
      return approval;
    }
    if (approval.expiredAt(clock.instant())) {
      return close(approval, ApprovalStatus.Expired, origin);
    }
    return deployment(approval).progress().phase() == DeploymentPhase.AwaitingApproval
        ? approval
        : close(approval, ApprovalStatus.Withdrawn, origin);
  }

  Approval close(Approval approval, ApprovalStatus outcome, Origin origin) {
    var closed = closeWithoutResuming(approval, outcome, origin);
    taskResumer.resume(closed);
    return closed;
  }

  /// Closes it without resuming the state machine.
  Approval closeWithoutResuming(Approval approval, ApprovalStatus outcome, Origin origin) {
    return ConflictRetry.run(
            approval,
            () -> approvals.find(approval.id()).orElseThrow(),
            before -> attempted(before, outcome, origin))
        .orElseThrow(
            () -> new IllegalStateException("Approval " + approval.id() + " kept changing"));
  }

  private Optional<Approval> attempted(Approval before, ApprovalStatus outcome, Origin origin) {
    if (!before.open()) {
      return Optional.of(before);
    }
    var after = before.closed(outcome);
    return committed(before, after, origin, clock.instant())
        ? Optional.of(after)
        : Optional.empty();
  }

  private boolean committed(Approval before, Approval after, Origin origin, Instant now) {
    var action = after.status().name().toLowerCase(Locale.ROOT) + "Approval";
    return approvals.commit(
        after,
        ApprovalAudits.of(action, before, after, origin, now),
        ApprovalMessages.of(after, deployment(after).request().requester(), now));
  }

  private Deployment deployment(Approval approval) {
    return deployments.find(approval.deploymentId()).orElseThrow();
  }
}
