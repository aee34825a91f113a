package io.hotswap.domain.deployment;

import io.hotswap.domain.audit.Origin;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/// Sees to it, again and again, that whatever is under way is carried on by somebody: an execution
/// that died leaves no place held and nobody waiting.
public final class Reconciling {
  private final Deployments deployments;
  private final Places places;
  private final InstantSource clock;

  public Reconciling(
      Deployments deployments,
      Surroundings around,
      Executions executions,
      RolloutTimes times,
      InstantSource clock) {
    this.deployments = deployments;
    this.places = new Places(deployments, around, executions, times);
    this.clock = clock;
  }

  /// @return the deployments that nobody carried on any more
  public Set<DeploymentId> reconcile(Origin origin) {
    Set<DeploymentId> open = new HashSet<>(deployments.holders());
    open.addAll(deployments.waiting());
    Set<DeploymentId> revived = new HashSet<>();
    for (var id : open) {
      deployments
          .find(id)
          .filter(it -> places.reviveIfDead(it, origin, clock.instant()))
          .ifPresent(it -> revived.add(it.id()));
    }
    return revived;
  }
}
