package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;

/// What came of a suspicion.
public sealed interface AnomalyResponse {
  /// For people, with the numbers that decided it.
  String why();

  record RolledBack(Deployment deployment, Trigger trigger, String why)
      implements AnomalyResponse {}

  /// The deployment asked not to be rolled back by itself.
  record Paused(Deployment deployment, Trigger trigger, String why) implements AnomalyResponse {}

  /// The node gives the calls of the plugin, and of no other, to other nodes.
  record SetAside(String node, String why) implements AnomalyResponse {}

  /// The node answers the calls of the plugin itself again.
  record BackInRotation(String node, String why) implements AnomalyResponse {}

  /// The operators are told: it is there, but a rollback would not help or is not to be had.
  record Alerted(Deployment deployment, Trigger trigger, String why) implements AnomalyResponse {}

  record NotConfirmed(String why) implements AnomalyResponse {}

  record NothingToDo(String why) implements AnomalyResponse {}
}
