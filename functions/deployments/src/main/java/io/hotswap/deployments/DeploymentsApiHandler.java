package io.hotswap.deployments;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// Lambda handler of the deployments API.
public final class DeploymentsApiHandler extends ApiFunction {
  public DeploymentsApiHandler() {}

  DeploymentsApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
