package io.hotswap.tenants;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// Lambda handler of the tenants API.
public final class TenantsApiHandler extends ApiFunction {
  public TenantsApiHandler() {}

  TenantsApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
