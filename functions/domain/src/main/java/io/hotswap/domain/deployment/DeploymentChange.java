package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.routing.RoutingDocument;
import java.util.Optional;

/// One change of a deployment, with all that must change together with it or not at all.
///
/// @param after the deployment; it replaces the stored one of the revision before, or is new when
///   its revision is 1
/// @param placeBefore what the place must still be: holder and fence
/// @param placeAfter what it becomes; equal to `placeBefore` when it is only checked
/// @param document the next routing document; the pointer must still select the generation before
public record DeploymentChange(
    Deployment after,
    Place placeBefore,
    Place placeAfter,
    Optional<RoutingDocument> document,
    AuditRecord audit) {

  /// What stood in the way of a change.
  public enum Result {
    Committed,
    /// The place has another holder or fence.
    PlaceTaken,
    /// The deployment was changed meanwhile.
    DeploymentChanged,
    /// Another routing document came first.
    RoutingMoved,
    /// The version to be deployed is gone.
    VersionMissing
  }
}
