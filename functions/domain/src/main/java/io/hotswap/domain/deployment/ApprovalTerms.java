package io.hotswap.domain.deployment;

import io.hotswap.domain.approval.Approver;
import java.util.List;
import java.util.Optional;

/// What approvers are asked to agree to: the part of a plan that its hash stands for.
///
/// @param hash of `ApprovalTermsDigest`
/// @param fromVersion what serves now
/// @param criticalBecause why it takes more approvers than usual; empty when it does not
/// @param approvals who must agree
public record ApprovalTerms(
    String hash,
    Optional<String> fromVersion,
    List<String> criticalBecause,
    List<Approver> approvals) {
  public ApprovalTerms {
    criticalBecause = List.copyOf(criticalBecause);
    approvals = List.copyOf(approvals);
  }
}
