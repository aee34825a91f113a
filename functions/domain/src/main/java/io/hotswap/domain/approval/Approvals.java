package io.hotswap.domain.approval;

import io.hotswap.domain.audit.AuditRecord;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.listing.Page;
import io.hotswap.domain.listing.PageRequest;
import io.hotswap.domain.notification.Message;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

/// All approvals, open and closed. Reads are consistent, lists eventually consistent.
///
/// A deployment's first approval is written together with the deployment
/// ([io.hotswap.domain.deployment.DeploymentChange]).
public interface Approvals {
  Optional<Approval> find(UUID id);

  /// The newest approval of a deployment; empty when it never needed one.
  Optional<Approval> of(DeploymentId deploymentId);

  /// Newest first.
  Page<Approval> list(Optional<ApprovalStatus> status, PageRequest page);

  /// Writes an approval, its audit record and its notifications atomically.
  ///
  /// @param after replaces the stored one of the revision before, or is new with revision 1
  /// @return false when the stored revision is another one
  boolean commit(Approval after, AuditRecord audit, List<Message> messages);
}
