package io.hotswap.deployments;

import io.hotswap.api.Parameters;
import io.hotswap.domain.deployment.Deployment;
import io.hotswap.domain.deployment.Deployments;
import io.hotswap.domain.ids.DeploymentId;
import io.hotswap.domain.refusal.ErrorCode;
import io.hotswap.domain.refusal.Result;

/// Finds the deployment that a path names.
final class DeploymentLookup {
  private DeploymentLookup() {}

  static Result<Deployment> deployment(Deployments deployments, String id) {
    return Parameters.uuid("id", id)
        .then(
            it ->
                deployments
                    .find(new DeploymentId(it))
                    .map(Result::done)
                    .orElseGet(
                        () ->
                            Result.refused(
                                ErrorCode.DEPLOYMENT_NOT_FOUND, "There is no deployment " + it)));
  }
}
