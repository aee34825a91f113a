package io.hotswap.testkit;

import io.hotswap.spi.Configuration;
import io.hotswap.spi.Secret;
import java.util.Optional;

/// A configuration and one secret more.
record TestSecrets(Configuration others, String property, Secret secret) implements Configuration {
  @Override
  public String json() {
    return others.json();
  }

  @Override
  public Optional<String> text(String name) {
    return others.text(name);
  }

  @Override
  public Optional<Secret> secret(String name) {
    return name.equals(property) ? Optional.of(secret) : others.secret(name);
  }
}
