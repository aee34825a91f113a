package io.hotswap.domain.deployment.operations;

import io.hotswap.domain.access.Caller;
import io.hotswap.domain.access.Policy;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;

/// A deployment for a caller who wants to change it.
final class ChangeableDeployment {
  private ChangeableDeployment() {}

  /// Refused when there is none, or when the caller may not change its environment.
  static Result<Deployment> find(Deployments deployments, DeploymentId id, Caller caller) {
    return deployments
        .find(id)
        .map(
            it ->
                Policy.refusalToChange(caller, it.environment())
                    .map(Result::<Deployment>refused)
                    .orElseGet(() -> Result.done(it)))
        .orElseGet(
            () -> Result.refused(ErrorCode.DEPLOYMENT_NOT_FOUND, "There is no deployment " + id));
  }
}
