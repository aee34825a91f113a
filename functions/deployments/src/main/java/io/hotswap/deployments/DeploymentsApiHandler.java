package io.hotswap.deployments;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// The deployments' part of the API.
public final class DeploymentsApiHandler extends ApiFunction {
  public DeploymentsApiHandler() {}

  DeploymentsApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
