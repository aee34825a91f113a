package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.audit.Origin;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutingDocument;
import java.time.Instant;
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

  /// Begins a change of a stored deployment.
  ///
  /// @param slot as read; the change leaves it as it is unless another is given
  public static Builder of(Deployment before, Deployment after, DeploymentSlot slot) {
    return new Builder(Optional.of(before), after, slot);
  }

  /// Begins the change that creates a deployment.
  public static Builder creating(Deployment after, DeploymentSlot slot) {
    return new Builder(Optional.empty(), after, slot);
  }

  /// Collects what a change does beside replacing the deployment. Its audit record follows from the
  /// two states; so do its messages, unless others are given.
  public static final class Builder {
    private final Optional<Deployment> before;
    private final Deployment after;
    private final DeploymentSlot slotBefore;
    private DeploymentSlot slotAfter;
    private Optional<RoutingDocument> document = Optional.empty();
    private Optional<Approval> approval = Optional.empty();
    private Optional<Approval> withdrawnApproval = Optional.empty();
    private Optional<List<Message>> messages = Optional.empty();

    private Builder(Optional<Deployment> before, Deployment after, DeploymentSlot slot) {
      this.before = before;
      this.after = after;
      this.slotBefore = slot;
      this.slotAfter = slot;
    }

    public Builder slot(DeploymentSlot next) {
      slotAfter = next;
      return this;
    }

    public Builder document(Optional<RoutingDocument> next) {
      document = next;
      return this;
    }

    public Builder approval(Optional<Approval> requested) {
      approval = requested;
      return this;
    }

    public Builder withdrawnApproval(Optional<Approval> withdrawn) {
      withdrawnApproval = withdrawn;
      return this;
    }

    public Builder messages(List<Message> instead) {
      messages = Optional.of(instead);
      return this;
    }

    /// @param action for the audit record
    public DeploymentChange build(String action, Origin origin, Instant now) {
      return new DeploymentChange(
          after,
          slotBefore,
          slotAfter,
          document,
          approval,
          withdrawnApproval,
          messages.orElseGet(() -> DeploymentMessages.of(before, after, now)),
          before
              .map(it -> DeploymentAudits.of(action, it, after, origin, now))
              .orElseGet(() -> DeploymentAudits.created(action, after, origin, now)));
    }
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
