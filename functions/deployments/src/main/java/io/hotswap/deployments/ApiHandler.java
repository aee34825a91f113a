package io.hotswap.deployments;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// The deployments' part of the API.
public final class ApiHandler extends ApiFunction {
  public ApiHandler() {}

  ApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
