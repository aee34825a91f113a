package io.hotswap.api;

import java.util.Map;

/// The function's environment variables.
public record FunctionVariables(Map<String, String> environment) {
  public FunctionVariables {
    environment = Map.copyOf(environment);
  }
}
