package io.hotswap.domain.deployment.restoration;

import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.routing.RoutedVersion;
import java.util.ArrayList;
import java.util.List;

/// The releases that a rollback can bring back.
public final class RollbackHistory {
  /// How many releases back a rollback can go.
  public static final int MAX = 10;

  private final Deployments deployments;

  public RollbackHistory(Deployments deployments) {
    this.deployments = deployments;
  }

  /// The releases that served before a deployment, newest first.
  public List<RoutedVersion> before(Deployment deployment) {
    List<RoutedVersion> history = new ArrayList<>();
    var before = deployment.previous();
    while (before.isPresent() && history.size() < MAX) {
      history.add(before.get());
      before =
          DeploymentId.parse(before.get().deploymentId())
              .flatMap(deployments::find)
              .flatMap(Deployment::previous);
    }
    return history;
  }
}
