package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.List;
import java.util.Optional;

/// One change of a deployment together with everything that is committed in the same transaction.
///
/// @param after replaces the stored deployment of the previous revision; revision 1 creates one
/// @param slotBefore condition: the slot's holder and fence must be unchanged
/// @param slotAfter the slot's new value; equal to `slotBefore` when it is only checked. A slot
///   that becomes held counts towards [DeploymentSlot#MAX_HELD]
/// @param document the next routing document; condition: the pointer still selects the generation
///   before it
/// @param approval a new approval to create
/// @param withdrawnApproval an open approval that ends as Withdrawn, because the new one replaces
///   it or because its deployment ends
/// @param messages notifications to put in the outbox
public record DeploymentChange(
    Deployment after,
    DeploymentSlot slotBefore,
    DeploymentSlot slotAfter,
    Optional<RoutingDocument> document,
    Optional<Approval> approval,
    Optional<Approval> withdrawnApproval,
    List<Message> messages,
    AuditRecord audit) {
  public DeploymentChange {
    messages = List.copyOf(messages);
  }

  /// A change that withdraws no approval.
  public DeploymentChange(
      Deployment after,
      DeploymentSlot slotBefore,
      DeploymentSlot slotAfter,
      Optional<RoutingDocument> document,
      Optional<Approval> approval,
      List<Message> messages,
      AuditRecord audit) {
    this(after, slotBefore, slotAfter, document, approval, Optional.empty(), messages, audit);
  }

  /// Committed, or the condition that failed.
  public enum Result {
    Committed,
    /// The slot has another holder or fence.
    SlotTaken,
    /// The limit of held slots is reached.
    AllSlotsTaken,
    /// The limit of deployments waiting for approval is reached.
    TooManyWaiting,
    /// The deployment's stored revision is not the expected one.
    DeploymentChanged,
    /// Another routing document was written first.
    RoutingMoved,
    /// The version to deploy was deleted.
    VersionMissing
  }
}
