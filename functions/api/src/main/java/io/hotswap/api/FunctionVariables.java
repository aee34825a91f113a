package io.hotswap.api;

import java.util.Map;

/// The environment variables a function was given.
public record FunctionVariables(Map<String, String> environment) {
  public FunctionVariables {
    environment = Map.copyOf(environment);
  }
}
