package io.hotswap.domain.trust;

/// Up to which generation of the trust somebody has looked at what serves.
public interface TrustReviews {
  /// Consistent read; 0 before the first review.
  long reviewed();

  /// Keeps the higher generation.
  void reviewedUpTo(long generation);
}
