package io.hotswap.api;

import java.util.Map;

/// The environment variables a function was given.
public record Settings(Map<String, String> environment) {
  public Settings {
    environment = Map.copyOf(environment);
  }
}
