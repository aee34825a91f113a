package io.hotswap.domain.approval;

import io.hotswap.domain.deployment.DeploymentId;
import io.hotswap.domain.deployment.Environment;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// A question put to approvers: may this plan be carried out?
///
/// @param planHash what exactly is approved
/// @param requester subject of whoever asked: never among the approvers
/// @param required one decision of each is needed, all by different people
/// @param decisions in the order in which they were made
/// @param expiresAt from then on it can't be decided any more
/// @param taskToken wakes the waiting state machine; never leaves the control plane
/// @param revision grows by one with every write
public record Approval(
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
  public Approval {
    required = List.copyOf(required);
    decisions = List.copyOf(decisions);
    if (required.isEmpty()) {
      throw new IllegalArgumentException("An approval that nobody has to give");
    }
  }

  /// @param subject the decider's token `sub`
  /// @param name what people call them
  /// @param as the capacity in which they decided
  public record Decision(
      String subject,
      String name,
      Approver as,
      boolean approved,
      Optional<String> reason,
      Instant at) {}
}
