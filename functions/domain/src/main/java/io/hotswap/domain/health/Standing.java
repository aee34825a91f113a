package io.hotswap.domain.health;

/// How a trigger stands, with its numbers for people.
public sealed interface Standing {
  String numbers();

  /// What it looks for is not there.
  record Quiet(String numbers) implements Standing {}

  /// One node of several finds the version sick: the trouble of the version there, not everywhere.
  record Alone(String node, String numbers) implements Standing {}

  /// Likely there: for the operators to know, not yet a reason to go back.
  record Warns(String numbers) implements Standing {}

  /// There, but seen in too few calls to conclude anything.
  record TooFewCalls(String numbers) implements Standing {}

  /// There, but what served before was no better, or nothing served before.
  record NoBetterBefore(String numbers) implements Standing {}

  record Fires(String numbers) implements Standing {}
}
