package io.hotswap.domain.verdict;

public enum Conclusion {
  /// Better on a metric and worse on none.
  Better,
  /// No worse than by the margin.
  Same,
  /// Worse beyond chance, with an estimated difference above the margin.
  Worse,
  /// The data support none of the others. Never a pass.
  Inconclusive
}
