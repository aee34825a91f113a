package io.hotswap.domain.approval;

import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.ids.Environment;
import io.hotswap.domain.text.BoundedText;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Function;

/// A request to approve the plan of a deployment, with the decisions made so far.
///
/// @param planHash hash of the approved terms
/// @param requester the requester's subject; the requester cannot approve
/// @param required one decision of each is needed, all by different people
/// @param decisions in the order in which they were made
/// @param expiresAt from then on it cannot be decided
/// @param taskToken resumes the waiting state machine; never leaves the control plane
/// @param revision increases by one with every write
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
    requesterName = BoundedText.name(requesterName);
    if (required.isEmpty()) {
      throw new IllegalArgumentException("An approval that nobody has to give");
    }
  }

  /// Whether it is still pending. An open approval may have expired; see [#expiredAt].
  public boolean open() {
    return status == ApprovalStatus.Pending;
  }

  public boolean expiredAt(Instant now) {
    return !now.isBefore(expiresAt);
  }

  /// The required capacities without a valid approving decision.
  public List<Approver> stillNeeded() {
    var decided =
        decisions.stream()
            .filter(it -> it.approved() && it.lapsed().isEmpty())
            .map(Decision::as)
            .toList();
    return required.stream().filter(it -> !decided.contains(it)).toList();
  }

  /// Withdrawn without its task token: either a new approval takes over the token, or the
  /// deployment ends.
  public Approval withdrawn() {
    return with(decisions, ApprovalStatus.Withdrawn, Optional.empty());
  }

  public Approval withDecision(Decision decision) {
    var all = new ArrayList<>(decisions);
    all.add(decision);
    if (!decision.approved()) {
      return with(all, ApprovalStatus.Rejected, taskToken);
    }
    var after = with(all, ApprovalStatus.Pending, taskToken);
    return after.stillNeeded().isEmpty() ? with(all, ApprovalStatus.Approved, taskToken) : after;
  }

  /// @param lapse why a decision no longer counts; empty when it does
  public Approval withLapses(Function<Decision, Optional<String>> lapse) {
    var reviewed =
        decisions.stream()
            .map(it -> it.approved() && it.lapsed().isEmpty() ? it.withLapse(lapse.apply(it)) : it)
            .toList();
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
        reviewed,
        status,
        createdAt,
        expiresAt,
        taskToken,
        revision);
  }

  public Approval closed(ApprovalStatus outcome) {
    return with(decisions, outcome, taskToken);
  }

  public Approval withTaskToken(String token) {
    return with(decisions, status, Optional.of(token));
  }

  private Approval with(
      List<Decision> newDecisions, ApprovalStatus newStatus, Optional<String> newToken) {
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
        newDecisions,
        newStatus,
        createdAt,
        expiresAt,
        newToken,
        revision + 1);
  }

  /// @param subject the decider's token `sub`
  /// @param name display name
  /// @param email from the decider's token
  /// @param as the capacity in which they decided
  /// @param lapsed why the decision no longer counts; empty while it does
  public record Decision(
      String subject,
      String name,
      Optional<String> email,
      Approver as,
      boolean approved,
      Optional<String> reason,
      Instant at,
      Optional<String> lapsed) {
    public Decision {
      name = BoundedText.name(name);
      reason = reason.map(BoundedText::sentence);
    }

    Decision withLapse(Optional<String> why) {
      return new Decision(subject, name, email, as, approved, reason, at, why);
    }
  }
}
