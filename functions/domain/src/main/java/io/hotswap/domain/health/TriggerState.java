package io.hotswap.domain.health;

/// A trigger's state, with its numbers for people.
public sealed interface TriggerState {
  String numbers();

  /// The condition does not hold.
  record Quiet(String numbers) implements TriggerState {}

  /// The version is unhealthy on exactly one of several nodes: a problem of the node.
  record Alone(String node, String numbers) implements TriggerState {}

  /// Likely, but not yet proved: operators are warned, nothing is rolled back.
  record Warns(String numbers) implements TriggerState {}

  /// The condition holds, but on too few calls to conclude anything.
  record TooFewCalls(String numbers) implements TriggerState {}

  /// The condition holds, but the previous version was no better, or there was none.
  record NoBetterBefore(String numbers) implements TriggerState {}

  record Fires(String numbers) implements TriggerState {}
}
