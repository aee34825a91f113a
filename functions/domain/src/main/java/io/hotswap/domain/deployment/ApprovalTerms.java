package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approver;
import java.util.List;
import java.util.Optional;

/// The part of a plan that approvers agree to; `hash` covers all of it.
///
/// @param hash of `ApprovalTermsDigest`
/// @param fromRelease what serves now
/// @param criticalBecause why the change needs more approvers than usual; empty when it does not
/// @param approvals one decision of each is required
public record ApprovalTerms(
    String hash,
    Optional<String> fromRelease,
    List<String> criticalBecause,
    List<Approver> approvals) {
  public ApprovalTerms {
    criticalBecause = List.copyOf(criticalBecause);
    approvals = List.copyOf(approvals);
  }
}
