package io.hotswap.approvals;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// The approvers' part of the API.
public final class ApiHandler extends ApiFunction {
  public ApiHandler() {}

  ApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
