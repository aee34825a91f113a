package io.hotswap.approvals;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An approval as openapi.yaml describes it, without its task token.
///
/// @param warnings about the version; absent in lists
/// @param stillMissing approvers still needed, for people; while it is open
record ApprovalView(
    UUID id,
    DeploymentId deploymentId,
    Environment environment,
    String pluginName,
    String version,
    String planHash,
    String requestedBy,
    List<Approver> required,
    List<DecisionView> decisions,
    ApprovalStatus status,
    Optional<List<String>> warnings,
    Optional<String> stillMissing,
    Instant createdAt,
    Instant expiresAt) {
  record DecisionView(
      String by,
      Approver as,
      boolean approved,
      Optional<String> reason,
      Instant at,
      Optional<String> lapsed) {}

  /// In a list.
  static ApprovalView of(Approval it) {
    return of(it, Optional.empty());
  }

  static ApprovalView of(Approval it, Deployment deployment) {
    return of(it, Optional.of(deployment.request().plan().versionWarnings()));
  }

  private static ApprovalView of(Approval it, Optional<List<String>> warnings) {
    return new ApprovalView(
        it.id(),
        it.deploymentId(),
        it.environment(),
        it.pluginName(),
        it.version(),
        it.planHash(),
        it.requesterName(),
        it.required(),
        it.decisions().stream().map(ApprovalView::decision).toList(),
        it.status(),
        warnings,
        it.open() ? Optional.of(Approver.displayName(it.stillNeeded())) : Optional.empty(),
        it.createdAt(),
        it.expiresAt());
  }

  private static DecisionView decision(Approval.Decision it) {
    return new DecisionView(it.name(), it.as(), it.approved(), it.reason(), it.at(), it.lapsed());
  }
}
