package io.hotswap.domain.approval;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// Approvals, oldest ones too. Reads are consistent, lists may lag behind by a moment.
///
/// A deployment's first approval is written together with the deployment
/// ([io.hotswap.domain.deployment.DeploymentChange]).
public interface Approvals {
  Optional<Approval> find(UUID id);

  /// The newest approval of a deployment; empty when it never needed one.
  Optional<Approval> of(DeploymentId deploymentId);

  /// Newest first.
  Page<Approval> list(Optional<ApprovalStatus> status, PageRequest page);

  /// Writes an approval with its audit record and what people are told, or nothing.
  ///
  /// @param after replaces the stored one of the revision before, or is new with revision 1
  /// @return false when it was changed meanwhile
  boolean commit(Approval after, AuditRecord audit, List<Message> messages);
}
