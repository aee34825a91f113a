package io.hotswap.domain.approval.decision;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.deployment.ApprovalTerms;
import io.hotswap.domain.deployment.DeploymentRequest;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.notification.Message.Audience;
import io.hotswap.domain.notification.Message.Kind;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Collectors;

/// A new approval and the notifications to its approvers.
public record RequestedApproval(Approval approval, List<Message> messages) {

  /// @param id of the new approval
  /// @param approvalTerms the current terms, which are approved
  public static RequestedApproval of(
      UUID id,
      DeploymentRequest deploymentRequest,
      ApprovalTerms approvalTerms,
      Duration expiry,
      Instant now) {
    return of(id, deploymentRequest, approvalTerms, expiry, Optional.empty(), now);
  }

  private static RequestedApproval of(
      UUID id,
      DeploymentRequest deploymentRequest,
      ApprovalTerms approvalTerms,
      Duration expiry,
      Optional<String> taskToken,
      Instant now) {
    var approval =
        new Approval(
            id,
            deploymentRequest.id(),
            deploymentRequest.environment(),
            deploymentRequest.pluginName(),
            deploymentRequest.version().release(),
            approvalTerms.hash(),
            deploymentRequest.requester().subject(),
            deploymentRequest.requester().name(),
            approvalTerms.approvals(),
            List.of(),
            ApprovalStatus.Pending,
            now,
            now.plus(expiry),
            taskToken,
            1);
    return new RequestedApproval(
        approval,
        approvalTerms.approvals().stream()
            .map(it -> message(approval, it, deploymentRequest, approvalTerms))
            .toList());
  }

  /// Replaces the approval of a waiting deployment and takes over its task token.
  public static RequestedApproval replacing(
      Approval old,
      DeploymentRequest deploymentRequest,
      ApprovalTerms approvalTerms,
      Duration expiry,
      Instant now) {
    var id = UUID.nameUUIDFromBytes((old.id() + "#again").getBytes(StandardCharsets.UTF_8));
    return of(id, deploymentRequest, approvalTerms, expiry, old.taskToken(), now);
  }

  private static Message message(
      Approval it,
      Approver approver,
      DeploymentRequest deploymentRequest,
      ApprovalTerms approvalTerms) {
    var subject = "Approve %s %s to %s?".formatted(it.pluginName(), it.version(), it.environment());
    var text =
        """
        %s asks for your approval as %s.
        It replaces %s%s. Plan %s.
        %sDecide before %s: POST /api/v1/approvals/%s/approve or /reject
        The whole plan: GET /api/v1/deployments/%s/plan
        """
            .formatted(
                it.requesterName(),
                approver.displayName(),
                approvalTerms.fromRelease().orElse("nothing"),
                approvalTerms.criticalBecause().isEmpty()
                    ? ""
                    : ". Critical: " + String.join("; ", approvalTerms.criticalBecause()),
                it.planHash(),
                warnings(deploymentRequest),
                it.expiresAt(),
                it.id(),
                it.deploymentId());
    var id = UUID.nameUUIDFromBytes((it.id() + "#" + approver).getBytes(StandardCharsets.UTF_8));
    return new Message(
        id,
        Kind.ApprovalRequested,
        audience(approver),
        subject,
        text,
        it.deploymentId().toString(),
        it.createdAt());
  }

  /// As things were when the deployment was requested.
  private static String warnings(DeploymentRequest deploymentRequest) {
    return deploymentRequest.plan().versionWarnings().stream()
        .map(it -> "Warning: " + it + "\n")
        .collect(Collectors.joining());
  }

  private static Audience audience(Approver approver) {
    return switch (approver) {
      case TeamLead -> new Audience.TeamLeads();
      case PlatformAdmin -> new Audience.PlatformAdmins();
    };
  }
}
