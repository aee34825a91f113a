package io.hotswap.domain.health;

/// How a trigger stands, with its numbers for people.
public sealed interface TriggerState {
  String numbers();

  /// What it looks for is not there.
  record Quiet(String numbers) implements TriggerState {}

  /// One node of several finds the version sick: the trouble of the version there, not everywhere.
  record Alone(String node, String numbers) implements TriggerState {}

  /// Likely there: for the operators to know, not yet a reason to go back.
  record Warns(String numbers) implements TriggerState {}

  /// There, but seen in too few calls to conclude anything.
  record TooFewCalls(String numbers) implements TriggerState {}

  /// There, but what served before was no better, or nothing served before.
  record NoBetterBefore(String numbers) implements TriggerState {}

  record Fires(String numbers) implements TriggerState {}
}
