package io.hotswap.domain.verdict;

public enum Conclusion {
  /// Better on a metric and worse on none.
  Better,
  /// Worse by no more than the margin.
  Same,
  /// Worse at all, beyond chance, and by more than the margin as far as we can see.
  Worse,
  /// The figures allow none of the others. Never a pass.
  Inconclusive
}
