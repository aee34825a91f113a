package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approvals;
import io.hotswap.domain.approval.TaskTokens;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.DeploymentPhase;
import io.hotswap.domain.deployment.Deployments;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Locale;

/// Ends approvals that nobody may decide any more, and wakes whoever waits for them.
final class ApprovalCloser {
  private static final int ATTEMPTS = 10;

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

  /// Ends it when its time is up or its deployment waits no longer; else leaves it as it is.
  Approval ifDue(Approval approval, Origin origin) {
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

  Approval close(Approval approval, ApprovalStatus how, Origin origin) {
    var closed = write(approval, how, origin);
    taskResumer.wake(closed);
    return closed;
  }

  /// Without waking anybody.
  Approval write(Approval approval, ApprovalStatus how, Origin origin) {
    var before = approval;
    for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
      if (!before.open()) {
        return before;
      }
      var after = before.closed(how);
      if (committed(before, after, origin, clock.instant())) {
        return after;
      }
      before = approvals.find(before.id()).orElseThrow();
    }
    throw new IllegalStateException("Approval " + approval.id() + " kept changing");
  }

  private boolean committed(Approval before, Approval after, Origin origin, Instant now) {
    var action = after.status().name().toLowerCase(Locale.ROOT) + "Approval";
    return approvals.commit(
        after,
        ApprovalAudits.of(action, before, after, origin, now),
        ApprovalMessages.of(after, deployment(after).order().requester(), now));
  }

  private Deployment deployment(Approval approval) {
    return deployments.find(approval.deploymentId()).orElseThrow();
  }
}
