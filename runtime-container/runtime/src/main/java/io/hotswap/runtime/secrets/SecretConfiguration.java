package io.hotswap.runtime.secrets;

import io.hotswap.spi.Configuration;
import io.hotswap.spi.Secret;
import java.util.Map;
import java.util.Optional;

/// A configuration with its secrets.
///
/// @param secrets by the property's name
public record SecretConfiguration(Configuration plain, Map<String, Secret> secrets)
    implements Configuration {
  public SecretConfiguration {
    secrets = Map.copyOf(secrets);
  }

  @Override
  public String json() {
    return plain.json();
  }

  @Override
  public Optional<String> text(String property) {
    return plain.text(property);
  }

  @Override
  public Optional<Secret> secret(String property) {
    return Optional.ofNullable(secrets.get(property));
  }
}
