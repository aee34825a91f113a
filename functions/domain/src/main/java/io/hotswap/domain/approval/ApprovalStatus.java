package io.hotswap.domain.approval;

public enum ApprovalStatus {
  Pending,
  Approved,
  Rejected,
  /// Nobody decided in time.
  Expired,
  /// Its deployment is closed, or another approval of a changed plan stands in its place.
  Withdrawn
}
