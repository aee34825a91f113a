package io.hotswap.persistence.stored.approval;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.approval.ApprovalStatus;
import io.hotswap.domain.approval.Approver;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// An approval in the deployments' table.
public record StoredApproval(
    UUID id,
    DeploymentId deploymentId,
    Environment environment,
    String pluginName,
    String version,
    String planHash,
    String requester,
    String requesterName,
    List<Approver> required,
    List<Decision> decisions,
    ApprovalStatus status,
    Instant createdAt,
    Instant expiresAt,
    Optional<String> taskToken,
    long revision) {
  public static StoredApproval of(Approval it) {
    return new StoredApproval(
        it.id(),
        it.deploymentId(),
        it.environment(),
        it.pluginName(),
        it.version(),
        it.planHash(),
        it.requester(),
        it.requesterName(),
        it.required(),
        it.decisions().stream().map(Decision::of).toList(),
        it.status(),
        it.createdAt(),
        it.expiresAt(),
        it.taskToken(),
        it.revision());
  }

  public Approval toDomain() {
    return new Approval(
        id,
        deploymentId,
        environment,
        pluginName,
        version,
        planHash,
        requester,
        requesterName,
        required,
        decisions.stream().map(Decision::toDomain).toList(),
        status,
        createdAt,
        expiresAt,
        taskToken,
        revision);
  }

  record Decision(
      String subject,
      String name,
      Optional<String> email,
      Approver as,
      boolean approved,
      Optional<String> reason,
      Instant at,
      Optional<String> lapsed) {
    static Decision of(Approval.Decision it) {
      return new Decision(
          it.subject(),
          it.name(),
          it.email(),
          it.as(),
          it.approved(),
          it.reason(),
          it.at(),
          it.lapsed());
    }

    Approval.Decision toDomain() {
      return new Approval.Decision(subject, name, email, as, approved, reason, at, lapsed);
    }
  }
}
