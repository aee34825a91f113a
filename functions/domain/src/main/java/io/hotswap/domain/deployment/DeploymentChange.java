package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approval;
import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.notification.Message;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.List;
import java.util.Optional;

/// One change of a deployment, with all that must change together with it or not at all.
///
/// @param after the deployment; it replaces the stored one of the revision before, or is new when
///   its revision is 1
/// @param placeBefore what the place must still be: holder and fence
/// @param placeAfter what it becomes; equal to `placeBefore` when it is only checked. Whoever takes
///   a place takes one of the [DeploymentSlot#MOST] that there are in all
/// @param document the next routing document; the pointer must still select the generation before
/// @param approval a new one
/// @param replaced the approval that the new one takes the place of, or that ends together with its
///   deployment: withdrawn
/// @param messages what people are told
public record DeploymentChange(
    Deployment after,
    DeploymentSlot placeBefore,
    DeploymentSlot placeAfter,
    Optional<RoutingDocument> document,
    Optional<Approval> approval,
    Optional<Approval> replaced,
    List<Message> messages,
    AuditRecord audit) {
  public DeploymentChange {
    messages = List.copyOf(messages);
  }

  /// One that replaces no approval.
  public DeploymentChange(
      Deployment after,
      DeploymentSlot placeBefore,
      DeploymentSlot placeAfter,
      Optional<RoutingDocument> document,
      Optional<Approval> approval,
      List<Message> messages,
      AuditRecord audit) {
    this(after, placeBefore, placeAfter, document, approval, Optional.empty(), messages, audit);
  }

  /// What stood in the way of a change.
  public enum Result {
    Committed,
    /// The place has another holder or fence.
    PlaceTaken,
    /// As many deployments as there may be hold places already.
    AllPlacesTaken,
    /// As many deployments as may wait for their approvers do.
    TooManyWaiting,
    /// The deployment was changed meanwhile.
    DeploymentChanged,
    /// Another routing document came first.
    RoutingMoved,
    /// The version to be deployed is gone.
    VersionMissing
  }
}
