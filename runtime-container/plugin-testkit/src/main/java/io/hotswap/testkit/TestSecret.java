package io.hotswap.testkit;

import io.hotswap.spi.Secret;
import java.util.Optional;

/// A secret whose values stay as they are.
record TestSecret(String value, Optional<String> previous) implements Secret {
  @Override
  public String reveal() {
    return value;
  }
}
