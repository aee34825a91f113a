package io.hotswap.registration;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// The function's entry point, named in template.yaml.
public final class ApiHandler extends ApiFunction {
  public ApiHandler() {}

  ApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
