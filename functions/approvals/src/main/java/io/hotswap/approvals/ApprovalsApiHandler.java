package io.hotswap.approvals;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// The approvers' part of the API.
public final class ApprovalsApiHandler extends ApiFunction {
  public ApprovalsApiHandler() {}

  ApprovalsApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
