package io.hotswap.domain.health;

import io.hotswap.domain.deployment.Deployment;

/// What was done about an anomaly.
public sealed interface AnomalyResponse {
  /// For people, with the numbers the decision rests on.
  String why();

  record RolledBack(Deployment deployment, Trigger trigger, String why)
      implements AnomalyResponse {}

  /// The deployment was requested without automatic rollback.
  record Paused(Deployment deployment, Trigger trigger, String why) implements AnomalyResponse {}

  /// Other nodes answer this plugin's calls; the node keeps those of all other plugins.
  record NodeEjected(String node, String why) implements AnomalyResponse {}

  /// The node answers the calls of the plugin itself again.
  record NodeReadmitted(String node, String why) implements AnomalyResponse {}

  /// The operators were alerted: the condition holds, but a rollback would not help or is not
  /// possible.
  record Alerted(Deployment deployment, Trigger trigger, String why) implements AnomalyResponse {}

  record NotConfirmed(String why) implements AnomalyResponse {}

  record NothingToDo(String why) implements AnomalyResponse {}
}
