package io.hotswap.domain.approval;

public enum ApprovalStatus {
  Pending,
  Approved,
  Rejected,
  /// It was not decided before `expiresAt`.
  Expired,
  /// Its deployment is closed, or another approval replaced it.
  Withdrawn
}
