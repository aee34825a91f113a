package io.hotswap.registration;

import io.hotswap.api.ApiFunction;
import java.util.Map;

/// The function's entry point, named in template.yaml.
public final class RegistrationApiHandler extends ApiFunction {
  public RegistrationApiHandler() {}

  RegistrationApiHandler(Map<String, String> environment) {
    super(environment);
  }
}
