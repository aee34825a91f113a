package io.hotswap.health;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// Lambda handler of the health API.
public final class HealthApiHandler extends ApiFunction {
  public HealthApiHandler() {}

  HealthApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
