package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;

/// What came of a suspicion.
public sealed interface Reaction {
  /// For people, with the numbers that decided it.
  String why();

  record RolledBack(Deployment deployment, Trigger trigger, String why) implements Reaction {}

  /// The deployment asked not to be rolled back by itself.
  record Paused(Deployment deployment, Trigger trigger, String why) implements Reaction {}

  /// Balancers send no more calls to the node.
  record SetAside(String node, String why) implements Reaction {}

  record BackInRotation(String node, String why) implements Reaction {}

  /// The operators are told: it is there, but a rollback would not help or is not to be had.
  record Alerted(Deployment deployment, Trigger trigger, String why) implements Reaction {}

  record NotConfirmed(String why) implements Reaction {}

  record NothingToDo(String why) implements Reaction {}
}
