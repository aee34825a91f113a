package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;

/// What came of a suspicion.
public sealed interface Reaction {
  /// For people, with the numbers that decided it.
  String why();

  record RolledBack(Deployment deployment, Trigger trigger, String why) implements Reaction {}

  /// The deployment asked not to be rolled back by itself.
  record Paused(Deployment deployment, Trigger trigger, String why) implements Reaction {}

  /// The node gives the calls of the plugin, and of no other, to other nodes.
  record SetAside(String node, String why) implements Reaction {}

  /// The node answers the calls of the plugin itself again.
  record BackInRotation(String node, String why) implements Reaction {}

  /// The operators are told: it is there, but a rollback would not help or is not to be had.
  record Alerted(Deployment deployment, Trigger trigger, String why) implements Reaction {}

  record NotConfirmed(String why) implements Reaction {}

  record NothingToDo(String why) implements Reaction {}
}
