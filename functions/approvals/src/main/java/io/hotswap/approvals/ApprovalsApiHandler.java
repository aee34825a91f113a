package io.hotswap.approvals;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// Lambda handler of the approvals API.
public final class ApprovalsApiHandler extends ApiFunction {
  public ApprovalsApiHandler() {}

  ApprovalsApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
